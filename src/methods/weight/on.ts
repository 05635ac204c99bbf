import * as z from 'zod';
import type { WeightInput } from '../method.ts';
import { help } from '../options.ts';

/** Which values a data-driven weight looks at; shared by cv, sd and critic. */
export const on = help(
  z.enum(['normalised', 'raw']).default('normalised'),
  'Take it on the normalised columns or on the raw ones',
  '在标准化列或原始列上计算',
);

/** Whether weights are found once or per period. */
export const scope = help(
  z.enum(['pooled', 'period']).default('pooled'),
  'One weight vector from all periods, or one per period',
  '全部时期共用一组权重，或逐期赋权',
);

export function tableOn(input: WeightInput, which: 'normalised' | 'raw') {
  return which === 'raw' ? input.raw : input.normalised;
}

export function onText(which: 'normalised' | 'raw', reference: 'pooled' | 'period') {
  return {
    en: `on the ${which} values, ${reference === 'pooled' ? 'all units and periods together' : 'in each period'}`,
    zh: `基于${which === 'raw' ? '原始' : '标准化'}数据，${reference === 'pooled' ? '全部单元与时期合并' : '逐期'}`,
  };
}
