import { createContext, useContext, useMemo } from 'react';
import { classColours, diverging } from '../figures/colours.ts';
import { usePlace } from './parts.ts';
import type { IndicatorColumns, NodeColumns, Snapshot, TreeNode } from './snapshot.ts';
import { useStore } from './store.ts';

/** What the tree's choice decides: one column of numbers, its ranks, its classes and their colours. */
export interface Theme {
  id: string;
  title: { en: string; zh: string };
  isIndicator: boolean;
  unit?: { en: string; zh: string };
  values: Float64Array;
  rank: Float64Array;
  /** 0 = no value. */
  grade: Uint8Array;
  classes: { lower: number; upper: number; count: number; label?: { en: string; zh: string } }[];
  colours: string[];
  status?: Uint8Array;
  /** Whether larger is better. */
  isBenefit: boolean;
}

/** Indicators are shown in this many classes with the same count of values. */
const CLASSES = 5;

const made = new WeakMap<Snapshot, Map<string, Theme>>();

/** The theme of a node or indicator, made once for a snapshot. */
export function themeOf(snapshot: Snapshot, id: string | undefined, isNormalised: boolean): Theme {
  const own = made.get(snapshot) ?? new Map<string, Theme>();
  made.set(snapshot, own);
  const key = `${isNormalised} ${id ?? ''}`;
  const theme = own.get(key) ?? newTheme(snapshot, id, isNormalised);
  own.set(key, theme);
  return theme;
}

function newTheme(snapshot: Snapshot, id: string | undefined, isNormalised: boolean): Theme {
  const indicator = snapshot.indicators.find((one) => one.id === id);
  if (indicator) return ofIndicator(snapshot, indicator, isNormalised);
  return ofNode(snapshot.nodes.find((one) => one.id === id) ?? snapshot.nodes[0]!);
}

function ofNode({ id, title, score, rank, grade, classes }: NodeColumns): Theme {
  return {
    ...{ id, title, isIndicator: false, values: score, rank, grade, isBenefit: true },
    classes,
    colours: classColours(Math.max(1, classes.length)),
  };
}

function ofIndicator(
  snapshot: Snapshot,
  { id, title, unit, direction, values: raw, normalised, status }: IndicatorColumns,
  isNormalised: boolean,
): Theme {
  const values = isNormalised ? normalised : raw;
  const limits = quantiles(values);
  const grade = new Uint8Array(values.length);
  const counts = limits.map(() => 0);
  values.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    const at = limits.findIndex(({ upper }) => value <= upper);
    grade[row] = at + 1;
    counts[at]!++;
  });
  const isBenefit = isNormalised || direction === 'benefit';
  return {
    ...{ id, title, isIndicator: true, values, grade, status, isBenefit },
    ...(unit && !isNormalised ? { unit } : {}),
    rank: ranks(values, snapshot, isBenefit),
    classes: limits.map((limit, i) => ({ ...limit, count: counts[i]! })),
    colours: classColours(Math.max(1, limits.length)),
  };
}

function quantiles(values: Float64Array): { lower: number; upper: number }[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return [];
  const uppers = Array.from(
    { length: CLASSES },
    (_, k) => sorted[Math.ceil(((k + 1) / CLASSES) * sorted.length) - 1]!,
  );
  const distinct = [...new Set(uppers)];
  return distinct.map((upper, i) => ({ lower: i === 0 ? sorted[0]! : distinct[i - 1]!, upper }));
}

function ranks(values: Float64Array, { units, periods }: Snapshot, isBenefit: boolean): Float64Array {
  const rank = new Float64Array(values.length).fill(Number.NaN);
  periods.forEach((_, p) => {
    const from = p * units.length;
    const rows = units.map((_, u) => from + u).filter((row) => !Number.isNaN(values[row]!));
    rows.sort((a, b) => (isBenefit ? values[b]! - values[a]! : values[a]! - values[b]!));
    rows.forEach((row, i) => {
      const before = rows[i - 1];
      rank[row] = before !== undefined && values[before] === values[row] ? rank[before]! : i + 1;
    });
  });
  return rank;
}

/** The theme of the page; undefined before a study is open. */
export function useTheme(): Theme | undefined {
  const later = useContext(Later);
  const now = useStore((state) => (later ? undefined : state.shown));
  const snapshot = later?.snapshot ?? now;
  const { node, normalised } = usePlace('node', 'normalised');
  return useMemo(() => snapshot && themeOf(snapshot, node, normalised), [snapshot, node, normalised]);
}

/** The same theme of the study as it is saved, where a what-if is shown. */
export function useBaselineTheme(): Theme | undefined {
  const baseline = useStore((state) => state.baseline);
  const isWhatIf = useStore((state) => Object.keys(state.place.overlay).length > 0);
  const { node, normalised } = usePlace('node', 'normalised');
  return useMemo(
    () => (isWhatIf && baseline ? themeOf(baseline, node, normalised) : undefined),
    [baseline, isWhatIf, node, normalised],
  );
}

/** What views follow that are drawn after map and ranking; undefined in all others. */
export const Later = createContext<{ period: number | undefined; snapshot: Snapshot } | undefined>(undefined);

export function useSnapshot(): Snapshot {
  const later = useContext(Later);
  // A view that follows is not drawn for the change itself.
  const now = useStore((state) => (later ? undefined : state.shown));
  return later?.snapshot ?? now!;
}

/** Position of the period shown; the last by default. */
export function usePeriod(): number {
  const later = useContext(Later);
  const { periods } = useSnapshot();
  const now = useStore((state) => (later ? undefined : state.place.period));
  const period = later ? later.period : now;
  const at = period === undefined ? -1 : periods.indexOf(period);
  return at < 0 ? periods.length - 1 : at;
}

/** Position of the period that is compared with; the first by default. */
export function useAgainst(): number {
  const { periods } = useSnapshot();
  const against = useStore((state) => state.place.against);
  const at = against === undefined ? -1 : periods.indexOf(against);
  return at < 0 ? 0 : at;
}

/** Colours of every unit, undefined without a value: by class, or by change since another period. */
export type Fill = readonly (string | undefined)[];
const filled = new WeakMap<Theme, Fill[]>();

/** Colour of every unit in a period by its class, made once for a theme. */
export function fills(theme: Theme, units: number, p: number): Fill {
  const own = filled.get(theme) ?? [];
  filled.set(theme, own);
  own[p] ??= newFill(theme, units, p);
  return own[p];
}

function newFill(theme: Theme, units: number, p: number): Fill {
  return Array.from({ length: units }, (_, u) => {
    const grade = theme.grade[p * units + u]!;
    return grade === 0 ? undefined : theme.colours[grade - 1];
  });
}

const sorted = new WeakMap<Theme, (readonly number[])[]>();

/** The units of a period from the best to those without a rank, sorted once for a theme. */
export function ordered(theme: Theme, units: number, p: number): readonly number[] {
  const own = sorted.get(theme) ?? [];
  sorted.set(theme, own);
  own[p] ??= newOrder(theme, units, p);
  return own[p];
}

function newOrder({ rank }: Theme, units: number, p: number): number[] {
  const from = p * units;
  return Array.from({ length: units }, (_, u) => u).sort((u, v) => {
    const [a, b] = [rank[from + u]!, rank[from + v]!];
    if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
    return Number.isNaN(b) ? -1 : a - b;
  });
}

/** Changes between two periods, the largest of them in any direction, and their colours. */
export function changes(theme: Theme, units: number, from: number, to: number) {
  const values = Float64Array.from(
    { length: units },
    (_, u) => theme.values[to * units + u]! - theme.values[from * units + u]!,
  );
  let most = 0;
  for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  const fill = [...values].map((value) =>
    Number.isNaN(value) ? undefined : diverging(most === 0 ? 0 : value / most),
  );
  return { values, most, fill };
}

/** Path from the root to a node or indicator. */
export function pathTo(tree: TreeNode, id: string): TreeNode[] {
  if (tree.id === id) return [tree];
  for (const child of tree.children ?? []) {
    const below = pathTo(child, id);
    if (below.length > 0) return [tree, ...below];
  }
  return [];
}
