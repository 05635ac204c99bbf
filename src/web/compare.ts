import { correlation } from '../core/statistics/correlation.ts';
import { rankComparison } from '../core/statistics/rank-comparison.ts';
import type { Text } from '../core/text.ts';
import type { Intervals, NodeColumns, Snapshot } from './snapshot.ts';

/** A unit in both of two results. */
export interface Pair {
  id: string;
  name: Text;
  a: { score: number; rank: number; grade: number };
  b: { score: number; rank: number; grade: number };
  /** Places won; negative when lost. */
  moved: number;
}

/** How the conclusions of two results of a node in a period differ. Units are matched by id. */
export interface Comparison {
  node: { id: string; title: Text };
  period: number;
  /** Units with a score in both. */
  pairs: Pair[];
  /** Units with a score in one of them alone. */
  only: { a: Text[]; b: Text[] };
  /** Spearman's correlation of the scores; NaN when one does not vary. */
  rho: number;
  /** The best units of each that are not among the best of the other. */
  top: { size: number; left: Pair[]; entered: Pair[] };
  /** Units whose rank in `b` lies outside the interval of their rank in `a`; absent while those are not counted. */
  beyond?: Pair[];
  /** Units with another grade, where the grades of both have the same number of classes. */
  grades?: Pair[];
  /** Units held back most by another indicator. */
  obstacles: { pair: Pair; from: Text; to: Text }[];
  /** Those who moved most, up or down. */
  movers: Pair[];
}

/** How many units count as the best of so many. */
const bestOf = (units: number) => Math.max(1, Math.min(10, Math.round(units / 4)));
const MOVERS = 8;

/** Compares two results at a node, or at the root where one of them has no such node; undefined without a common period. */
export function compared(
  a: Snapshot,
  b: Snapshot,
  node: string | undefined,
  period: number,
  intervals?: Intervals,
): Comparison | undefined {
  const [p, q] = [a.periods.indexOf(period), b.periods.indexOf(period)];
  if (p < 0 || q < 0) return undefined;
  const both = [a, b].every(({ nodes }) => nodes.some(({ id }) => id === node));
  const at = (of: Snapshot) => of.nodes.find(({ id }) => both && id === node) ?? of.nodes[0]!;
  const [one, other] = [at(a), at(b)];
  const place = new Map(b.units.map(({ id }, v) => [id, q * b.units.length + v]));
  const pairs: Pair[] = [];
  const rows: [number, number][] = [];
  const only: Comparison['only'] = { a: [], b: [] };
  const seen = new Set<number>();
  a.units.forEach(({ id, name }, u) => {
    const row = p * a.units.length + u;
    const twin = place.get(id);
    const [before, after] = [valuesAt(one, row), valuesAt(other, twin)];
    if (twin !== undefined) seen.add(twin);
    if (before && after) {
      pairs.push({ id, name, a: before, b: after, moved: before.rank - after.rank });
      rows.push([row, twin!]);
    } else if (before) only.a.push(name);
    else if (after) only.b.push(name);
  });
  b.units.forEach(({ name }, v) => {
    const row = q * b.units.length + v;
    if (!seen.has(row) && valuesAt(other, row)) only.b.push(name);
  });
  const size = bestOf(a.units.length);
  const interval = intervals?.nodes[one.id];
  const spearman = rankComparison(
    pairs.map((pair) => pair.a.score),
    pairs.map((pair) => pair.b.score),
  ).spearman;
  return {
    node: { id: one.id, title: one.title },
    period,
    ...{ pairs, only, rho: spearman },
    top: {
      size,
      left: pairs.filter((pair) => pair.a.rank <= size && pair.b.rank > size),
      entered: pairs.filter((pair) => pair.a.rank > size && pair.b.rank <= size),
    },
    ...(interval
      ? {
          beyond: pairs.filter(
            ({ b: { rank } }, i) => rank < interval.low[rows[i]![0]]! || rank > interval.high[rows[i]![0]]!,
          ),
        }
      : {}),
    ...(one.classes.length === other.classes.length
      ? { grades: pairs.filter((pair) => pair.a.grade !== pair.b.grade) }
      : {}),
    obstacles: pairs.flatMap((pair, i) => {
      const [from, to] = [worstAt(a, rows[i]![0]), worstAt(b, rows[i]![1])];
      return from && to && from.id !== to.id ? [{ pair, from: from.title, to: to.title }] : [];
    }),
    movers: pairs
      .filter(({ moved }) => moved !== 0)
      .sort((x, y) => Math.abs(y.moved) - Math.abs(x.moved))
      .slice(0, MOVERS),
  };
}

function valuesAt({ score, rank, grade }: NodeColumns, row: number | undefined): Pair['a'] | undefined {
  if (row === undefined || Number.isNaN(score[row]!)) return undefined;
  return { score: score[row]!, rank: rank[row]!, grade: grade[row]! };
}

/** The indicator with the largest obstacle degree; the first of equal ones, none where no degree is known. */
function worstAt({ indicators }: Snapshot, row: number): { id: string; title: Text } | undefined {
  let worst: Snapshot['indicators'][number] | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const one of indicators) {
    const degree = one.obstacle?.[row] ?? Number.NaN;
    if (degree > most) [worst, most] = [one, degree];
  }
  return worst;
}

/** Pearson's correlation of points. */
export function pearson(points: readonly { x: number; y: number }[]): number {
  return correlation(
    Float64Array.from(points, ({ x }) => x),
    Float64Array.from(points, ({ y }) => y),
  ).r;
}
