import * as z from 'zod';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { filledBy, NO_FILL } from './filled-by.ts';
import { neighbours } from './nearest-units.ts';

const options = z.strictObject({
  k: help(z.int().min(1).default(5), 'How many units a cell is filled from', '每个单元格取自多少个单元'),
  weights: help(
    z.enum(['uniform', 'distance']).default('uniform'),
    'uniform: all alike; distance: each by 1 over its distance',
    'uniform：等权；distance：按距离的倒数加权',
  ),
});

export const nearest = method({
  id: 'nearest',
  stage: 'impute',
  title: { en: 'Nearest units', zh: '最近邻插补' },
  about: {
    en: 'A missing cell takes the mean of the k units that are most like its unit in the same period and have the indicator. Distance is the root of the mean squared difference over the other indicators that both have, each divided by its standard deviation (n - 1) in the period; indicators that do not vary count for nothing, and two units are compared only where they share at least half of those that do. Units as far as the k-th all count; of fewer than k, those there are. By distance, units at distance 0 stand alone. Without a unit to compare the cell stays missing. Zeros and negative values are used as they are.',
    zh: '缺失值取同一时期与该单元最相似且有该指标的 k 个单元的均值。距离为双方均有的其他指标之差除以该时期标准差（n - 1）后的均方根；不变动的指标不计，两单元须共有至少一半变动指标方可比较。与第 k 个单元距离相等者全部计入；不足 k 个时用现有单元。按距离加权时，距离为 0 的单元独占。无可比单元时保持缺失。零和负值原样使用。',
  },
  formula:
    'x_{ij} = \\frac{\\sum_{o \\in N_k(i)} w_o x_{oj}}{\\sum_{o \\in N_k(i)} w_o},\\quad d_{io} = \\sqrt{\\frac{1}{|S|}\\sum_{s \\in S}\\Bigl(\\frac{x_{is} - x_{os}}{\\sigma_s}\\Bigr)^2}',
  cite: ['troyanskaya2001'],
  options,
  run({ table }, given) {
    const without = neighbours(table, given);
    return filledBy(table, ['nearest'], (c, row) => {
      const value = without(c, row);
      return Number.isNaN(value) ? NO_FILL : { value, way: 1 };
    });
  },
  alone: ({ table }, given) => neighbours(table, given),
  describe: ({ k, weights }) => ({
    en: `Missing values took the ${weights === 'uniform' ? 'mean' : 'mean, weighted by 1 over the distance,'} of the ${k} unit(s) most like theirs in the period by the other indicators (standardised).`,
    zh: `缺失值取同一时期其他指标（标准化后）最相似的 ${k} 个单元的${weights === 'uniform' ? '均值' : '距离倒数加权均值'}。`,
  }),
  examples: [
    {
      title: { en: 'The two units nearest by one other indicator', zh: '按另一项指标最近的两个单元' },
      // Distances 1, 2 and 9 times 1 over one standard deviation: (10 + 20) / 2.
      source: 'closed form by hand',
      input: {
        table: {
          units: 4,
          periods: [2010],
          ids: ['y', 'x'],
          columns: [Float64Array.of(Number.NaN, 10, 20, 90), Float64Array.of(1, 2, 3, 10)],
        },
      },
      options: { k: 2 },
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [15, 10, 20, 90], tolerance: 1e-12 }),
    },
    {
      title: { en: 'The same, weighted by distance', zh: '同上，按距离加权' },
      // Weights 1 and 1/2: (10 + 20 / 2) / 1.5.
      source: 'closed form by hand',
      input: {
        table: {
          units: 4,
          periods: [2010],
          ids: ['y', 'x'],
          columns: [Float64Array.of(Number.NaN, 10, 20, 90), Float64Array.of(1, 2, 3, 10)],
        },
      },
      options: { k: 2, weights: 'distance' },
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [40 / 3, 10, 20, 90], tolerance: 1e-12 }),
    },
  ],
});
