import * as z from 'zod';
import { method } from '../method.ts';

import { covered } from './cover.ts';

export const given = method({
  id: 'given',
  stage: 'aggregate',
  title: { en: 'Given scores', zh: '给定得分' },
  about: {
    en: 'Takes the one indicator of the study as the score, for indices that are already published and are to be ranked, graded and analysed.',
    zh: '将研究中的唯一指标作为得分，适用于对已发布指数排名、分级和分析。',
  },
  formula: 'S_i = r_i',
  cite: [],
  options: z.strictObject({}),
  check: (_options, { indicators }) =>
    indicators.length === 1
      ? []
      : [
          {
            code: 'aggregate/given-one',
            path: [],
            saw: { en: `${indicators.length} indicators`, zh: `${indicators.length} 项指标` },
            why: {
              en: 'a given score is one column; several would have to be combined',
              zh: '给定得分只有一列，多列需要合成',
            },
            fix: {
              en: 'keep one indicator, or choose weighted-sum or topsis',
              zh: '只保留一项指标，或选用 weighted-sum、topsis',
            },
          },
        ],
  run: (input) => covered(input, { score: input.table.columns[0]!.slice() }),
  held: () => 'nothing',
  describe: () => ({ en: 'Scores were given.', zh: '得分为给定值。' }),
  examples: [],
});
