import type { Study } from './study.ts';

type Path = (string | number)[];
type Map = Record<string, unknown>;

/** Where a study may list methods to be tried beside its own. */
const LISTS = {
  weight: [
    ['uncertainty', 'vary', 'weight', 'methods'],
    ['sensitivity', 'vary', 'weight', 'methods'],
    ['multiverse', 'weight'],
  ],
  normalise: [
    ['uncertainty', 'vary', 'normalise'],
    ['sensitivity', 'vary', 'normalise'],
    ['multiverse', 'normalise'],
  ],
} as const;

/** Everything that a study writes as a choice of weights or of a normalisation, in its method and in its analyses; parts of combinations too. */
export function eachChoice(
  { method, analyses }: Pick<Study, 'method' | 'analyses'>,
  stage: keyof typeof LISTS,
  visit: (choice: Map, path: Path) => void,
): void {
  const down = (choice: unknown, path: Path): void => {
    if (!isMap(choice)) return;
    visit(choice, path);
    const { combined } = choice;
    if (isMap(combined) && Array.isArray(combined.of))
      for (let i = 0; i < combined.of.length; i++) down(combined.of[i], [...path, 'combined', 'of', i]);
  };
  down(method[stage], ['method', stage]);
  for (const list of LISTS[stage]) {
    const found = list.reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), analyses);
    if (!Array.isArray(found)) continue;
    for (let i = 0; i < found.length; i++) down(found[i], ['analyses', ...list, i]);
  }
}

export function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy of what a study file may hold: maps, lists and plain values. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isMap(value)) return value;
  const copy: Map = Object.create(Object.getPrototypeOf(value) as object | null);
  for (const [key, one] of Object.entries(value)) copy[key] = copyOf(one);
  return copy as T;
}
