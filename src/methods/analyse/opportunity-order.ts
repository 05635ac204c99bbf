import type { Note } from '../../core/note.ts';
import { columnOf } from '../../core/table.ts';
import type { AnalyseInput } from '../method.ts';
import { noteOf } from './notes.ts';
import type { Measured } from './opportunity-tables.ts';
import type { Slice } from './scope.ts';

/** The option that orders units by the score itself. */
export const OWN_SCORE = 'score';

export interface Place {
  unit: number;
  order: number;
  share: number;
  score: number;
}

/** The usable units of a slice from low to high, and why others are not among them. */
export interface Ordered {
  slice: Slice;
  places: readonly Place[];
  noScore: readonly number[];
  noOrder: readonly number[];
  noPopulation: readonly number[];
}

/** Puts the units of a slice in ascending order of the ordering variable, ties in study order. */
export function orderedUnits(
  input: AnalyseInput,
  slice: Slice,
  { order, population }: { order: string; population?: string | undefined },
): Ordered {
  const n = input.units.length;
  const inPeriod = (id: string) => columnOf(input.values, id).subarray(slice.p * n, (slice.p + 1) * n);
  const by = order === OWN_SCORE ? slice.scores : inPeriod(order);
  const shares = population === undefined ? new Float64Array(n).fill(1) : inPeriod(population);
  const all = input.units.map((_, unit) => unit);
  return {
    slice,
    places: all
      .map((unit) => ({ unit, order: by[unit]!, share: shares[unit]!, score: slice.scores[unit]! }))
      .filter(({ order: value, share, score }) => value === value && score === score && share > 0)
      .sort((a, b) => a.order - b.order || a.unit - b.unit),
    noScore: all.filter((unit) => Number.isNaN(slice.scores[unit]!)),
    noOrder: order === OWN_SCORE ? [] : all.filter((unit) => Number.isNaN(by[unit]!)),
    noPopulation: all.filter((unit) => !(shares[unit]! > 0)),
  };
}

/** What was left out, skipped or tied. */
export function opportunityNotes(
  { units }: AnalyseInput,
  orders: readonly Ordered[],
  found: readonly Measured[],
  { order, population }: { order: string; population?: string | undefined },
): Note[] {
  const nodes = new Set(orders.map(({ slice }) => slice.node)).size;
  // The variables are the same for all nodes of a period.
  const firsts = orders.filter(({ slice }) => slice.node === orders[0]!.slice.node);
  const perPeriod = (pick: (ordered: Ordered) => readonly number[]) =>
    firsts.flatMap((ordered) => pick(ordered).map((unit) => `${units[unit]} ${ordered.slice.period}`));
  const noScore = acrossNodes(
    orders.flatMap(({ slice, noScore: missing }) =>
      missing.map((unit) => ({ what: units[unit]!, period: slice.period, node: slice.node })),
    ),
    nodes,
  );
  const skipped = acrossNodes(
    found
      .filter(({ places }) => places.length < 2)
      .map(({ group, slice }) => ({ what: group.group, period: slice.period, node: slice.node })),
    nodes,
  );
  const notPositive = found
    .filter(({ places, mean }) => places.length >= 2 && !(mean > 0))
    .map(({ group, slice }) => `${group.group} ${slice.node} ${slice.period}`);
  return [
    ...noteOf(
      'opportunity/no-order',
      perPeriod(({ noOrder }) => noOrder),
      ({ en, zh }) => ({
        en: `Without a value of ${order} these are not in the opportunity index: ${en}.`,
        zh: `无 ${order} 的值，不计入机会指数：${zh}。`,
      }),
    ),
    ...noteOf(
      'opportunity/no-population',
      perPeriod(({ noPopulation }) => noPopulation),
      ({ en, zh }) => ({
        en: `Without a positive value of ${population} these are not in the opportunity index: ${en}.`,
        zh: `${population} 缺失或非正，不计入机会指数：${zh}。`,
      }),
    ),
    ...noteOf('opportunity/no-score', noScore, ({ en, zh }) => ({
      en: `Without a score these are not in the opportunity index: ${en}.`,
      zh: `无得分，不计入机会指数：${zh}。`,
    })),
    ...noteOf('opportunity/small-group', skipped, ({ en, zh }) => ({
      en: `The opportunity index needs 2 usable units; skipped: ${en}.`,
      zh: `机会指数至少需要 2 个可用单元，略去：${zh}。`,
    })),
    ...noteOf('opportunity/mean-not-positive', notPositive, ({ en, zh }) => ({
      en: `The mean score is not positive, so that there is no equity index: ${en}.`,
      zh: `平均得分非正，没有公平指数：${zh}。`,
    })),
    // The order of equal scores changes nothing.
    ...noteOf('opportunity/ties', order === OWN_SCORE ? [] : ties(units, firsts), ({ en, zh }) => ({
      en: `Equal values of ${order} stand in study order: ${en}.`,
      zh: `${order} 相同者按研究顺序排列：${zh}。`,
    })),
  ];
}

/** Items by name and period; the node is named only where not all nodes have the item. */
function acrossNodes(
  items: readonly { what: string; period: number; node: string }[],
  nodes: number,
): string[] {
  const found = new Map<string, Set<string>>();
  for (const { what, period, node } of items) {
    const key = `${what} ${period}`;
    found.set(key, (found.get(key) ?? new Set()).add(node));
  }
  return [...found].flatMap(([key, of]) =>
    of.size === nodes ? [key] : [...of].map((node) => `${key} ${node}`),
  );
}

/** Units of a period with the same ordering value. */
function ties(units: readonly string[], orders: readonly Ordered[]): string[] {
  return orders.flatMap(({ slice, places }) => {
    const runs: Place[][] = [];
    for (const place of places) {
      const last = runs[runs.length - 1];
      if (last && last[0]!.order === place.order) last.push(place);
      else runs.push([place]);
    }
    return runs
      .filter((run) => run.length > 1)
      .map((run) => `${run.map(({ unit }) => units[unit]).join(' = ')} ${slice.period}`);
  });
}
