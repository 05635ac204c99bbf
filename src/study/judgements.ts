import type { Text } from '../core/text.ts';
import { nodesOf } from '../core/tree.ts';
import { bare, layOver, put } from './overrides.ts';
import type { Study } from './study.ts';
import { copyOf, eachChoice, isMap } from './written-choices.ts';
import type { Path } from './yaml-splice.ts';

type Map = Record<string, unknown>;

/** A node whose children are compared in pairs. */
export interface Compared {
  id: string;
  title: Text;
  children: { id: string; title: Text }[];
}

/** Options of a weight by pairwise judgements, and where the study writes it. */
export interface WrittenAhp {
  path: Path;
  options: Map;
}

/** The weights by pairwise judgements that the method of a study uses, alone or in a combination. */
export function ahpOf(study: Pick<Study, 'method' | 'analyses'>): WrittenAhp[] {
  const found: WrittenAhp[] = [];
  eachChoice(study, 'weight', ({ ahp }, path) => {
    if (path[0] === 'method' && isMap(ahp)) found.push({ path: [...path, 'ahp'], options: ahp });
  });
  return found;
}

/** The nodes with two children or more, those that are left out among them. */
export function comparedNodes(study: Pick<Study, 'index' | 'without'>): Compared[] {
  return nodesOf(study.without?.written ?? study.index).flatMap(({ id, title, children }) =>
    children.length < 2
      ? []
      : [{ id, title, children: children.map((child) => ({ id: child.id, title: child.title })) }],
  );
}

/**
 * The overlay with options of a weight by judgements set, `comparisons` node by node where the study has one matrix or
 * list of matrices per node. What stands in a list (the parts of a combination) takes the whole list into the overlay.
 */
export function withOptions(written: unknown, overlay: Map, path: Path, options: Map): Map {
  const next = copyOf(overlay);
  const study = layOver(copyOf(written), [LAID(overlay)], []);
  const list = path.findIndex((key) => typeof key === 'number');
  const before = at(study, path);
  const own = isMap(before) ? before : {};
  const isByNode = isMap(own.comparisons) && isMap(options.comparisons);
  if (list < 0) {
    for (const [key, value] of Object.entries(options))
      if (key === 'comparisons' && isByNode)
        for (const [node, matrix] of Object.entries(value as Map)) set(next, [...path, key, node], matrix);
      else set(next, [...path, key], value);
    return next;
  }
  const items = copyOf(at(study, path.slice(0, list))) as unknown[];
  const rest = path.slice(list);
  const comparisons = isByNode ? { ...(own.comparisons as Map), ...(options.comparisons as Map) } : undefined;
  const all = { ...own, ...options, ...(comparisons ? { comparisons } : {}) };
  put(items as unknown as Map, rest.map(String), bare(all));
  set(next, path.slice(0, list), items);
  return next;
}

const LAID = (value: Map) => ({
  path: [],
  value,
  overlay: { file: '', digest: '', text: { locate: () => '', depth: () => 0 } },
});

function set(root: Map, path: Path, value: unknown): void {
  put(root, path.map(String), bare(value));
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((here, key) => (here as Map | undefined)?.[key], value);
}
