import * as z from 'zod';
import { extent } from '../../core/statistics/extent.ts';
import { rankDescending } from '../../core/statistics/rank.ts';
import { type Range, scopes, withColumns } from '../../core/table.ts';
import type { Direction } from '../../core/tree.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { constantNote } from './column-wise.ts';
import { scopeText } from './min-max.ts';

export const rank = method({
  id: 'rank',
  stage: 'normalise',
  title: { en: 'Rank', zh: '排序标准化' },
  about: {
    en: 'Replaces values by their rank from best to worst, rescaled to 0-1; ties share the better rank, so only order counts and outliers lose their pull. An indicator without spread becomes 0 and is noted; missing cells are not ranked.',
    zh: '以由优至劣的名次代替数值并缩放至 0-1；并列取较优名次，只保留次序、不受异常值影响。无差异指标取 0 并注明，缺失值不排序。',
  },
  formula: 'r_{ij} = \\frac{n_j-\\operatorname{rank}_{ij}}{n_j-1}',
  cite: ['oecd2008'],
  options: z.strictObject({
    reference: help(
      z.enum(['pooled', 'period']).default('pooled'),
      'Rows that are ranked together: all periods, or each period by itself',
      '一起排序的范围：全部时期合并或逐期',
    ),
  }),
  run({ table, directions }, options) {
    const { ranges, of } = scopes(options.reference, table.units, table.periods);
    const flat = table.ids.filter((_, c) => {
      const column = table.columns[c]!;
      return ranges.some((range) => {
        const { count, min, max } = extent(column, range.from, range.to);
        return count > 0 && min === max;
      });
    });
    const constants: Record<string, number>[][] = [];
    const columns = table.columns.map((column, c) => {
      const out = new Float64Array(column.length).fill(Number.NaN);
      constants.push(ranges.map((range) => ({ count: rankInto(out, column, range, directions[c]!) })));
      return out;
    });
    return { table: withColumns(table, columns), constants, scopeOf: of, notes: constantNote(flat, 0) };
  },
  nonNegative: () => true,
  worked: (value, _direction, { count }) => `(${count} - rank(${value})) / (${count} - 1)`,
  held: ({ reference: of }) => (of === 'period' ? 'nothing' : 'never'),
  describe: ({ reference: of }) => ({
    en: `Indicators were replaced by their ranks, rescaled to 0-1, ${scopeText(of).en}.`,
    zh: `各指标以名次代替并缩放至 0-1（${scopeText(of).zh}）。`,
  }),
  examples: [
    {
      title: { en: 'Ties share the better rank', zh: '并列取较优名次' },
      source: 'closed form',
      input: {
        directions: ['benefit'],
        table: { units: 4, periods: [2010], ids: ['x'], columns: [Float64Array.of(10, 30, 30, 20)] },
      },
      options: {},
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [0, 1, 1, 1 / 3], tolerance: 1e-12 }),
    },
  ],
});

/** Writes the rescaled ranks of the rows in the range and returns how many cells were ranked. */
function rankInto(out: Float64Array, column: Float64Array, range: Range, direction: Direction): number {
  const { count, min, max } = extent(column, range.from, range.to);
  const oriented = column.slice(range.from, range.to);
  if (direction === 'cost') for (let i = 0; i < oriented.length; i++) oriented[i] = -oriented[i]!;
  const ranks = rankDescending(oriented);
  for (let i = 0; i < ranks.length; i++) {
    if (ranks[i] === ranks[i]) out[range.from + i] = max > min ? (count - ranks[i]!) / (count - 1) : 0;
  }
  return count;
}
