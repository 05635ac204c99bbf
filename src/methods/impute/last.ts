import * as z from 'zod';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { alone, ofUnit } from './alone.ts';
import { carry, type Way } from './carry.ts';

const waysOf = (before: 'none' | 'next'): readonly Way[] => (before === 'next' ? ['last', 'next'] : ['last']);

export const last = method({
  id: 'last',
  stage: 'impute',
  title: { en: 'Last observation carried forward', zh: '沿用前次观测值' },
  about: {
    en: "A missing cell takes the unit's last observation before it. Before the first observation it stays missing, or takes the first one. A series without any observation stays missing. Zeros and negative values are used as they are.",
    zh: '缺失值取该单元此前最近一次观测值；首次观测之前保持缺失，或取首次观测值。全缺失序列保持缺失。零和负值原样使用。',
  },
  formula: 'x_t = x_a,\\quad a = \\max\\{s < t : x_s\\ \\text{observed}\\}',
  cite: [],
  options: z.strictObject({
    before: help(
      z.enum(['none', 'next']).default('none'),
      'Before the first observation: none leaves the gap, next takes the first observation',
      '首次观测之前：none 保持缺失，next 取首次观测值',
    ),
  }),
  run: ({ table }, { before }) => carry(table, waysOf(before)),
  alone: (input, { before }) => alone(input, ofUnit, ({ table }) => carry(table, waysOf(before))),
  describe: ({ before }) => ({
    en: `Missing values took the unit's last observation before them; gaps before the first observation ${before === 'next' ? 'took that observation' : 'were left missing'}.`,
    zh: `缺失值沿用该单元前次观测值，首次观测之前的缺口${before === 'next' ? '取首次观测值' : '保持缺失'}。`,
  }),
  examples: [
    {
      title: { en: 'Gaps at both ends and inside', zh: '首尾与中间缺口' },
      source: 'closed form',
      input: {
        table: {
          units: 1,
          periods: [2010, 2011, 2012, 2013, 2014],
          ids: ['x'],
          columns: [Float64Array.of(Number.NaN, 2, Number.NaN, 5, Number.NaN)],
        },
      },
      options: {},
      expect: ({ table }) => ({
        value: table.columns[0]!,
        expected: [Number.NaN, 2, 2, 5, 5],
        tolerance: 1e-12,
      }),
    },
  ],
});
