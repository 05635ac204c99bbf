import * as z from 'zod';
import { method } from '../method.ts';

export const none = method({
  id: 'none',
  stage: 'impute',
  title: { en: 'No imputation', zh: '不插补' },
  about: {
    en: 'Missing cells stay missing; a unit is scored on its observed indicators while they hold enough of the weight.',
    zh: '缺失值保持缺失；当已有指标的权重达到覆盖率要求时，仅用已有指标计分。',
  },
  formula: 'x_{ijt}',
  cite: [],
  options: z.strictObject({}),
  run({ table }) {
    return {
      table,
      filled: table.columns.map((column) => new Uint8Array(column.length)),
      ways: [],
      notes: [],
    };
  },
  sql: () => ({ across: 'periods', windows: () => ({}), fill: () => 'NULL' }),
  describe: () => ({ en: 'Missing values were not filled in.', zh: '缺失值未作插补。' }),
  examples: [],
});
