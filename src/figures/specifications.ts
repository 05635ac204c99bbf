import type { Unit } from '../core/panel.ts';
import { recordsOf } from '../study/analyse.ts';
import { FACTOR_NAMES, factorsOf } from '../study/multiverse/labels.ts';
import type { Factor } from '../study/multiverse/schema.ts';
import type { Result } from '../study/result.ts';

/** One way in which the study was computed, with what came out. */
export interface Specification {
  number: number;
  isOwn: boolean;
  choices: Readonly<Record<string, string>>;
  spearman: number;
  /** By unit. */
  ranks: ReadonlyMap<string, number>;
}

/** The levels of a choice as the picture names them. */
export interface ChoiceRows {
  factor: Factor;
  name: string;
  levels: { level: string; text: string; isOwn: boolean }[];
}

/** The combinations by ascending outcomes, missing ones last: ties by the next outcome, then by the correlation with the study. */
export function orderedSpecifications(
  result: Result,
  outcomes: readonly ((one: Specification) => number)[],
): Specification[] {
  const ranks = new Map<number, Map<string, number>>();
  for (const row of recordsOf(result, 'multiverse')) {
    const own = ranks.get(row.combination as number) ?? new Map<string, number>();
    own.set(row.unit as string, row.rank as number);
    ranks.set(row.combination as number, own);
  }
  const made = recordsOf(result, 'multiverse-combinations').map((row) => ({
    number: row.combination as number,
    isOwn: row.is_own === 1,
    choices: row as Record<string, string>,
    spearman: row.spearman as number,
    ranks: ranks.get(row.combination as number) ?? new Map(),
  }));
  const size = (value: number) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value);
  const keys = new Map(made.map((one) => [one, [...outcomes.map((of) => size(of(one))), -one.spearman]]));
  return made.sort((a, b) => {
    const [one, other] = [keys.get(a)!, keys.get(b)!];
    const at = one.findIndex((value, i) => value !== other[i]);
    return at < 0 || Number.isNaN(one[at]! - other[at]!) ? a.number - b.number : one[at]! - other[at]!;
  });
}

/** The units that were asked for by key or name; without, those of the study's `about`, or the first-ranked. */
export function shownUnits(
  { plan, panel, analyses }: Result,
  asked: readonly string[] | string | undefined,
): Unit[] {
  const wanted =
    asked === undefined
      ? plan.analyses.multiverse?.options.about
      : [asked].flat().flatMap((one) => one.split(',').map((part) => part.trim()));
  if (wanted === undefined) {
    const ranked = recordsOf({ analyses }, 'multiverse-summary').filter(({ rank }) => !Number.isNaN(rank));
    const [first] = [...ranked].sort((a, b) => (a.rank as number) - (b.rank as number));
    return panel.units.filter(({ id }) => id === (first?.unit ?? panel.units[0]!.id));
  }
  return wanted.map((key) => {
    const found = panel.units.find(({ id, name }) => id === key || name.en === key || name.zh === key);
    if (!found) throw new RangeError(`invalid unit: ${key} (must be the key of a unit)`);
    return found;
  });
}

/** The choices in which the combinations differ, and how their levels are called in a language. */
export function choiceRows({ plan }: Result, language: 'en' | 'zh'): ChoiceRows[] {
  const combinations = plan.analyses.multiverse?.combinations ?? [];
  const titles = new Map<string, string>();
  for (const { labels, steps } of combinations)
    for (const [factor, step] of [
      ['impute', steps.impute],
      ['normalise', steps.normalise],
      ['weight', steps.weight],
      ['aggregate', [...steps.aggregate.values()][0]!],
    ] as const)
      titles.set(
        `${factor} ${labels[factor]}`,
        titled(labels[factor], step.method.id, step.method.title[language]),
      );
  const own = combinations[0]?.labels;
  return factorsOf(combinations).map(({ factor, levels }) => ({
    factor,
    name: FACTOR_NAMES[factor][language],
    levels: levels.map((level) => ({
      level,
      text: titles.get(`${factor} ${level}`) ?? SCOPES[level]?.[language] ?? level,
      isOwn: own?.[factor] === level,
    })),
  }));
}

/** A label with the title of its method in place of the method's id; what stands after it stays. */
function titled(text: string, id: string, title: string): string {
  const rest = text.slice(id.length);
  return text.startsWith(id) && (rest === '' || /^ [(\d]/.test(rest)) ? `${title}${rest}` : text;
}

const SCOPES: Record<string, { en: string; zh: string }> = {
  pooled: { en: 'all periods', zh: '全部时期' },
  period: { en: 'each period', zh: '逐期' },
  absolute: { en: 'fixed, 1 and 0', zh: '固定为 1 与 0' },
};
