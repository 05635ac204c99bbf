import { max } from 'd3-array';
import type { NodeResult, Result } from '../study/result.ts';
import { type RankInterval, rankIntervals } from '../study/uncertainty/rank-intervals.ts';

/** Up to so many units are all shown; of more, so many of the best. */
const ALL = 60;
const BEST = 30;
/** How many of the shown units stand out for what they gained, and as many for what they lost. */
const STAND_OUT = 3;

/** The ranks of a unit in every period; NaN where it has no score. */
export interface RankLine {
  unit: number;
  ranks: number[];
  /** The interval of each rank where the study has one. */
  intervals: (RankInterval | undefined)[];
  /** Places gained (above 0) or lost from the first to the last period with a score. */
  gain: number;
}
export interface Lines {
  /** By last rank. */
  shown: RankLine[];
  /** Units that stand out, the largest change first. */
  gained: number[];
  lost: number[];
  /** Ranks up to this one are drawn at full distance. */
  top: number;
  /** Largest rank that is drawn. */
  worst: number;
  /** Which units are shown, in words; empty for all. */
  chosen: string;
  /** Units without a score in any period. */
  unranked: number;
}

interface Options {
  lang: 'en' | 'zh';
  top?: number | undefined;
  movers: number;
  units?: string | number | readonly (string | number)[] | undefined;
}

/** Chooses the units of a bump chart and what stands out among them. */
export function linesOf(result: Result, node: NodeResult, options: Options): Lines {
  const { units, periods } = result.panel;
  const known = periods.map((period) => rankIntervals(result, node.node.id, period));
  const all = units
    .map(({ id }, unit) =>
      lineOf(
        unit,
        periods.map((_, p) => node.rank[p * units.length + unit]!),
        known.map((intervals) => intervals.get(id)),
      ),
    )
    .filter(({ ranks }) => ranks.some((rank) => !Number.isNaN(rank)))
    .sort((a, b) => lastRank(a) - lastRank(b) || a.unit - b.unit);
  const asked = options.units === undefined ? undefined : askedUnits(result, options.units);
  const top = options.top ?? (all.length <= ALL ? all.length : BEST);
  const { shown, chosen } = asked
    ? { shown: all.filter(({ unit }) => asked.has(unit)), chosen: askedWords(options.lang) }
    : best(all, top, options);
  const byGain = [...shown].sort((a, b) => b.gain - a.gain || a.unit - b.unit);
  const worst = Math.max(1, max(shown, ({ ranks }) => max(ranks)) ?? 1);
  // Few units chosen from many are spread over all ranks; a full distance for each would be a tall empty drawing.
  const full = asked ? (worst <= ALL ? worst : BEST) : Math.min(worst, Math.max(1, top));
  return {
    shown,
    gained: byGain
      .filter(({ gain }) => gain > 0)
      .slice(0, STAND_OUT)
      .map(({ unit }) => unit),
    lost: byGain
      .filter(({ gain }) => gain < 0)
      .slice(-STAND_OUT)
      .reverse()
      .map(({ unit }) => unit),
    top: full,
    worst,
    chosen,
    unranked: units.length - all.length,
  };
}

function lineOf(unit: number, ranks: number[], intervals: RankLine['intervals']): RankLine {
  const seen = ranks.filter((rank) => !Number.isNaN(rank));
  return { unit, ranks, intervals, gain: seen.length < 2 ? 0 : seen[0]! - seen[seen.length - 1]! };
}

/** The rank in the last period with a score. */
function lastRank({ ranks }: RankLine): number {
  const seen = ranks.filter((rank) => !Number.isNaN(rank));
  return seen[seen.length - 1]!;
}

/** The first by last rank and, of the others, those with the largest changes. */
function best(
  all: readonly RankLine[],
  top: number,
  { lang, movers }: Options,
): Pick<Lines, 'shown' | 'chosen'> {
  if (top >= all.length) return { shown: [...all], chosen: '' };
  const rest = all.slice(top).sort((a, b) => b.gain - a.gain || a.unit - b.unit);
  const up = rest.filter(({ gain }) => gain > 0).slice(0, movers);
  const down = movers === 0 ? [] : rest.filter(({ gain }) => gain < 0).slice(-movers);
  const shown = [...all.slice(0, top), ...up, ...down].sort(
    (a, b) => lastRank(a) - lastRank(b) || a.unit - b.unit,
  );
  const zh = lang === 'zh';
  const first = zh ? `末期前 ${top} 名` : `the first ${top} of the last period`;
  const others = up.length + down.length;
  if (others === 0) return { shown, chosen: first };
  return {
    shown,
    chosen: zh
      ? `${first}，及其余单元中上升最多的 ${up.length} 个、下降最多的 ${down.length} 个`
      : `${first}, and of the others the ${up.length} with the largest gain and the ${down.length} with the largest loss`,
  };
}

function askedWords(lang: 'en' | 'zh'): string {
  return lang === 'zh' ? '所选单元' : 'those chosen';
}

function askedUnits({ panel }: Result, asked: NonNullable<Options['units']>): Set<number> {
  const ids = typeof asked === 'string' ? asked.split(',') : typeof asked === 'number' ? [asked] : asked;
  return new Set(
    ids.map((id) => {
      const unit = panel.units.findIndex((one) => one.id === String(id).trim());
      if (unit < 0) throw new RangeError(`invalid unit: ${id}`);
      return unit;
    }),
  );
}
