import * as z from 'zod';
import { ProblemError } from '../../core/problem.ts';
import { method } from '../method.ts';

export const none = method({
  id: 'none',
  stage: 'normalise',
  title: { en: 'No normalisation', zh: '不标准化' },
  about: {
    en: 'Uses the values as they are, for data that already share one scale on which larger is better. Cost indicators are refused, because nothing would turn them round.',
    zh: '原样使用数值，适用于已在同一尺度且数值越大越好的数据。不接受负向指标，因为不会取反。',
  },
  formula: 'r_{ij} = x_{ij}',
  cite: [],
  options: z.strictObject({}),
  run({ table, directions }) {
    const costs = table.ids.filter((_, c) => directions[c] === 'cost');
    if (costs.length > 0) {
      throw new ProblemError([
        {
          code: 'normalise/none-with-cost',
          where: 'method.normalise',
          saw: { en: `cost indicators ${costs.join(', ')}`, zh: `负向指标 ${costs.join('、')}` },
          why: {
            en: 'without normalisation nothing turns costs round, so more of them would raise the score',
            zh: '不标准化时负向指标不会取反，其值越大得分反而越高',
          },
          fix: {
            en: 'choose a normaliser such as min-max, or turn the indicator round with a formula',
            zh: '请选用 min-max 等标准化方法，或用公式将指标取反',
          },
        },
      ]);
    }
    return {
      table,
      constants: table.columns.map(() => [{}]),
      scopeOf: table.periods.map(() => 0),
      notes: [],
    };
  },
  nonNegative: () => false,
  worked: (value) => `${value}`,
  held: () => 'nothing',
  describe: () => ({ en: 'Indicators were used as they are.', zh: '各指标未作标准化。' }),
  examples: [],
});
