import * as z from 'zod';
import { method } from '../method.ts';

export const none = method({
  id: 'none',
  stage: 'treat',
  title: { en: 'No treatment', zh: '不处理异常值' },
  about: { en: 'Values are used as they are.', zh: '数值原样使用。' },
  formula: 'x_{ijt}',
  cite: [],
  options: z.strictObject({}),
  run: ({ table }) => ({
    table,
    changed: table.ids.map(() => new Int32Array(0)),
    constants: table.ids.map(() => ({})),
    notes: [],
  }),
  sql: () => 'unchanged',
  describe: () => ({ en: 'Outliers were not treated.', zh: '未作异常值处理。' }),
  examples: [],
});
