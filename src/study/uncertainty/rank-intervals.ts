import type { Cell, DataTable } from '../../core/data-table.ts';
import type { Result } from '../result.ts';

export interface RankInterval {
  low: number;
  high: number;
}

const NONE: ReadonlyMap<string, RankInterval> = new Map();
/** Tables are never changed, and every figure and table asks for ranks of the same one. */
const known = new WeakMap<DataTable, Map<string, Map<string, RankInterval>>>();

/** The interval of the rank of every unit in a period, by unit; empty where the study has no uncertainty analysis. */
export function rankIntervals(
  { analyses }: Pick<Result, 'analyses'>,
  node: string,
  period: number,
): ReadonlyMap<string, RankInterval> {
  const table = analyses.find(({ name }) => name === 'intervals');
  if (!table) return NONE;
  const places = known.get(table) ?? byPlace(table);
  known.set(table, places);
  return places.get(placeOf(node, period)) ?? NONE;
}

const placeOf = (node: Cell, period: Cell) => JSON.stringify([node, period]);

function byPlace({ columns, rows }: DataTable): Map<string, Map<string, RankInterval>> {
  const [unit, period, node, low, high] = ['unit', 'period', 'node', 'rank_low', 'rank_high'].map((column) =>
    columns.indexOf(column),
  ) as [number, number, number, number, number];
  const places = new Map<string, Map<string, RankInterval>>();
  for (const row of rows) {
    const key = placeOf(row[node]!, row[period]!);
    const own = places.get(key) ?? new Map<string, RankInterval>();
    places.set(key, own);
    own.set(`${row[unit]}`, { low: row[low] as number, high: row[high] as number });
  }
  return places;
}

/**
 * A rank with its interval where there is one.
 * @example rankText(7, { low: 5, high: 11 }) // => '7 (5–11)'
 */
export function rankText(rank: number, interval: RankInterval | undefined): string {
  if (Number.isNaN(rank)) return '–';
  return hasBounds(interval) ? `${rank} (${boundsText(interval)})` : `${rank}`;
}

/**
 * A rank in a sentence, with its interval where there is one.
 * @example [rankWords(7, { low: 5, high: 11 }, 'en'), rankWords(22, undefined, 'en'), rankWords(7, { low: 5, high: 11 }, 'zh')] // => ['7th (5–11)', '22nd', '第7位（5–11）']
 */
export function rankWords(rank: number, interval: RankInterval | undefined, lang: 'en' | 'zh'): string {
  if (lang === 'zh') return `第${rank}位${hasBounds(interval) ? `（${boundsText(interval)}）` : ''}`;
  return `${ordinal(rank)}${hasBounds(interval) ? ` (${boundsText(interval)})` : ''}`;
}

function hasBounds(interval: RankInterval | undefined): interval is RankInterval {
  return interval !== undefined && !Number.isNaN(interval.low);
}

/**
 * The bounds alone; one number where they are the same.
 * @example [boundsText({ low: 5, high: 11 }), boundsText({ low: 1, high: 1 })] // => ['5–11', '1']
 */
export function boundsText({ low, high }: RankInterval): string {
  return low === high ? `${low}` : `${low}–${high}`;
}

function ordinal(rank: number): string {
  const [ten, one] = [Math.floor(rank / 10) % 10, rank % 10];
  return `${rank}${ten === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][one] ?? 'th')}`;
}
