import * as z from 'zod';
import { type Table, withColumns } from '../../core/table.ts';
import { type ImputeOutcome, method } from '../method.ts';
import { help } from '../options.ts';
import { alone, ofUnit } from './alone.ts';

type Ends = 'hold' | 'none' | 'extrapolate';
const WAYS = ['inside', 'hold', 'extrapolate'] as const;

export const linear = method({
  id: 'linear',
  stage: 'impute',
  title: { en: 'Linear interpolation', zh: '线性插值' },
  about: {
    en: 'Fills each series of one unit and one indicator along calendar time, between its nearest observations. Before the first and after the last observation it holds the nearest value, leaves the gap, or follows the line through the two nearest observations (a single observation is held). A series without any observation stays missing.',
    zh: '对每个单元每项指标，按日历时间在相邻观测值之间线性插值。首尾缺口可沿用最近值、保持缺失，或沿最近两次观测的直线外推（只有一次观测时沿用该值）。全缺失序列保持缺失。',
  },
  formula: 'x_t = x_a + (x_b - x_a)\\,\\frac{t - a}{b - a},\\quad a < t < b',
  cite: [],
  options: z.strictObject({
    ends: help(
      z.enum(['hold', 'none', 'extrapolate']).default('hold'),
      'What happens before the first and after the last observation',
      '首次观测之前与末次观测之后的处理方式',
    ),
  }),
  run: ({ table }, { ends }) => interpolated(table, ends),
  alone: (input, { ends }) => alone(input, ofUnit, ({ table }) => interpolated(table, ends)),
  sql({ ends }) {
    // An extrapolation needs the two nearest observations, which no window function gives.
    if (ends === 'extrapolate') return undefined;
    const before = 'PARTITION BY u ORDER BY t ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW';
    const after = 'PARTITION BY u ORDER BY t ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING';
    return {
      across: 'periods',
      windows(column, words) {
        const time = `CASE WHEN ${column} IS NOT NULL THEN t END`;
        return {
          a: words.lastObserved(column, before),
          ta: words.lastObserved(time, before),
          b: words.firstObserved(column, after),
          tb: words.firstObserved(time, after),
        };
      },
      fill(window) {
        const [a, ta, b, tb] = ['a', 'ta', 'b', 'tb'].map(window);
        const along = `${a} + ((${b} - ${a}) * (t - ${ta})) / NULLIF(${tb} - ${ta}, 0)`;
        return ends === 'hold' ? `COALESCE(${along}, ${a}, ${b})` : along;
      },
    };
  },
  describe: ({ ends }) => {
    const en = {
      hold: 'held at the nearest value',
      none: 'left missing',
      extrapolate: 'extrapolated along the nearest two observations',
    };
    const zh = { hold: '沿用最近观测值', none: '保持缺失', extrapolate: '沿最近两次观测外推' };
    return {
      en: `Missing values were interpolated linearly in calendar time within each unit's series; gaps at the ends were ${en[ends]}.`,
      zh: `缺失值在各单元序列内按日历时间线性插值，首尾缺口${zh[ends]}。`,
    };
  },
  examples: [
    {
      title: { en: 'Inner gap over unequal years', zh: '不等间隔年份的中间缺口' },
      source: 'golden_ne.json edge.interpolation, closed form',
      input: {
        table: {
          units: 1,
          periods: [2010, 2015, 2019],
          ids: ['x'],
          columns: [Float64Array.of(1, Number.NaN, 10)],
        },
      },
      options: {},
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [1, 6, 10], tolerance: 1e-12 }),
    },
  ],
});

function interpolated(table: Table, ends: Ends): ImputeOutcome {
  const { units, periods } = table;
  const filled = table.columns.map((column) => new Uint8Array(column.length));
  const columns = table.columns.map((column, c) => {
    if (isComplete(column)) return column;
    const out = column.slice();
    for (let unit = 0; unit < units; unit++) fillSeries(out, filled[c]!, unit, units, periods, ends);
    return out;
  });
  return { table: withColumns(table, columns), filled, ways: WAYS, notes: [] };
}

/** Fills one unit's series in place; `out` is the method's own copy. */
function fillSeries(
  out: Float64Array,
  marks: Uint8Array,
  unit: number,
  units: number,
  periods: readonly number[],
  ends: Ends,
): void {
  const at = (p: number) => out[p * units + unit]!;
  const seen = periods.map((_, p) => p).filter((p) => !Number.isNaN(at(p)));
  if (seen.length === 0 || seen.length === periods.length) return;
  const first = seen[0]!;
  const last = seen[seen.length - 1]!;
  const set = (p: number, value: number, way: (typeof WAYS)[number]) => {
    out[p * units + unit] = value;
    marks[p * units + unit] = 1 + WAYS.indexOf(way);
  };
  const along = (a: number, b: number, p: number) =>
    at(a) + ((at(b) - at(a)) * (periods[p]! - periods[a]!)) / (periods[b]! - periods[a]!);

  for (let p = 0, next = 0; p < periods.length; p++) {
    while (next < seen.length && seen[next]! < p) next++;
    if (seen[next] === p) continue;
    if (p > first && p < last) set(p, along(seen[next - 1]!, seen[next]!, p), 'inside');
    else if (ends === 'none') continue;
    else if (ends === 'hold' || seen.length === 1) set(p, at(p < first ? first : last), 'hold');
    else if (p < first) set(p, along(first, seen[1]!, p), 'extrapolate');
    else set(p, along(seen[seen.length - 2]!, last, p), 'extrapolate');
  }
}

function isComplete(column: Float64Array): boolean {
  for (let row = 0; row < column.length; row++) if (column[row] !== column[row]) return false;
  return true;
}
