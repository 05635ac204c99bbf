import type { Cell, DataTable } from '../../core/data-table.ts';
import { random } from '../../core/random.ts';
import {
  cumulated,
  INTEGRALS,
  type Integral,
  opportunityChange,
  opportunityCurve,
  opportunityIndex,
  opportunityWeights,
} from '../../core/statistics/opportunity.ts';
import { type EquityBand, equityBand } from '../../core/statistics/opportunity-band.ts';
import type { Grouped } from './by.ts';
import type { Ordered, Place } from './opportunity-order.ts';
import type { Slice } from './scope.ts';
import { stages } from './stages.ts';

interface Choice {
  integral: Integral;
  permutations: number;
  interval: number;
}

/** One group in one period and node. */
export interface Measured {
  group: Grouped;
  slice: Slice;
  /** The group's usable units from low to high; the rest is meaningless with fewer than two. */
  places: readonly Place[];
  curve: Float64Array;
  mean: number;
  /** Opportunity index by way of integrating. */
  index: Record<Integral, number>;
  band: EquityBand;
}

const NO_BAND: EquityBand = { low: Number.NaN, high: Number.NaN, p: Number.NaN };

/** Curve, indices and band of a group. The band's random numbers depend on group, period and node alone. */
export function measured(
  group: Grouped,
  { slice, places: all }: Ordered,
  { integral, permutations, interval }: Choice,
  seed: number,
): Measured {
  const members = new Set(group.members);
  const places = all.filter(({ unit }) => members.has(unit));
  const scores = places.map(({ score }) => score);
  const shares = places.map(({ share }) => share);
  const curve = opportunityCurve(scores, shares);
  const mean = curve[curve.length - 1] ?? Number.NaN;
  const index = Object.fromEntries(
    INTEGRALS.map((way) => [way, opportunityIndex(scores, opportunityWeights(shares, way))]),
  ) as Record<Integral, number>;
  const stream = random(seed, `opportunity ${JSON.stringify([group.group, slice.period, slice.node])}`);
  const band =
    places.length >= 2 && mean > 0
      ? equityBand(scores, shares, integral, permutations, interval, stream)
      : NO_BAND;
  return { group, slice, places, curve, mean, index, band };
}

const usable = (found: readonly Measured[]) => found.filter(({ places }) => places.length >= 2);
const equityOf = ({ index, mean }: Measured, way: Integral) => (mean > 0 ? index[way] / mean : Number.NaN);

export function indexTable(found: readonly Measured[], { integral }: Choice): DataTable {
  return {
    name: 'opportunity',
    title: { en: 'Opportunity and equity indices', zh: '机会指数与公平指数' },
    columns: [
      'by',
      'group',
      'period',
      'node',
      'index',
      'equity',
      'mean',
      'count',
      'step',
      'trapezoid',
      'equity_low',
      'equity_high',
      'p',
      'integral',
      'index_chosen',
      'equity_chosen',
    ],
    rows: usable(found).map((one): Cell[] => [
      one.group.by,
      one.group.group,
      one.slice.period,
      one.slice.node,
      one.index.exact,
      equityOf(one, 'exact'),
      one.mean,
      one.places.length,
      one.index.step,
      one.index.trapezoid,
      one.band.low,
      one.band.high,
      one.band.p,
      integral,
      one.index[integral],
      equityOf(one, integral),
    ]),
  };
}

export function curveTable(found: readonly Measured[], units: readonly string[]): DataTable {
  return {
    name: 'opportunity-curve',
    title: { en: 'Opportunity curves', zh: '机会曲线' },
    columns: [
      'by',
      'group',
      'period',
      'node',
      'position',
      'unit',
      'order_value',
      'share',
      'cumulative_share',
      'curve',
    ],
    rows: usable(found).flatMap(({ group, slice, places, curve }) => {
      const shares = places.map(({ share }) => share);
      const upTo = cumulated(shares);
      return places.map(({ unit, order }, k): Cell[] => [
        group.by,
        group.group,
        slice.period,
        slice.node,
        k + 1,
        units[unit]!,
        order,
        upTo[k]! - (k === 0 ? 0 : upTo[k - 1]!),
        upTo[k]!,
        curve[k]!,
      ]);
    }),
  };
}

export function changeTable(found: readonly Measured[], { integral }: Choice): DataTable {
  const series = new Map<string, Measured[]>();
  for (const one of usable(found)) {
    const key = JSON.stringify([one.group.by, one.group.group, one.slice.node]);
    const known = series.get(key);
    if (known) known.push(one);
    else series.set(key, [one]);
  }
  return {
    name: 'opportunity-change',
    title: { en: 'What changed the opportunity index', zh: '机会指数变化的分解' },
    columns: [
      'by',
      'group',
      'node',
      'from_period',
      'to_period',
      'change',
      'by_mean',
      'by_equity',
      'regime',
      'integral',
    ],
    rows: [...series.values()].flatMap((periods) =>
      stages(periods.map(({ slice }) => slice.period)).map(([a, b]) =>
        changeRow(periods[a]!, periods[b]!, integral),
      ),
    ),
  };
}

function changeRow(from: Measured, to: Measured, integral: Integral): Cell[] {
  const [before, after] = [from, to].map((one) => ({ mean: one.mean, equity: equityOf(one, integral) })) as [
    { mean: number; equity: number },
    { mean: number; equity: number },
  ];
  const { byMean, byEquity } = opportunityChange(before, after);
  return [
    from.group.by,
    from.group.group,
    from.slice.node,
    from.slice.period,
    to.slice.period,
    to.index[integral] - from.index[integral],
    byMean,
    byEquity,
    regimeOf(after.mean - before.mean, after.equity - before.equity),
    integral,
  ];
}

/** The signs of both changes; empty where one is not known. */
function regimeOf(mean: number, equity: number): string {
  if (mean !== mean || equity !== equity) return '';
  const word = (change: number) => (change > 0 ? 'up' : change < 0 ? 'down' : 'same');
  return `mean-${word(mean)}-equity-${word(equity)}`;
}
