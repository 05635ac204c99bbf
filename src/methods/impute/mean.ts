import { moments } from '../../core/statistics/moments.ts';
import { method } from '../method.ts';
import { centreOptions, fillCentre, OVER } from './centre.ts';

export const mean = method({
  id: 'mean',
  stage: 'impute',
  title: { en: 'Mean imputation', zh: '均值插补' },
  about: {
    en: 'A missing cell takes the mean of the observed cells of its indicator, over the units in the same period or over the periods of the same unit. Where none is observed it stays missing. Zeros and negative values are used as they are. It narrows the spread of the indicator.',
    zh: '缺失值取该指标已观测值的均值，范围为同一时期各单元或同一单元各时期；无观测值时保持缺失。零和负值原样使用。该方法会缩小指标的离散程度。',
  },
  formula: 'x_{ijt} = \\frac{1}{|O|}\\sum_{o \\in O} x_o',
  cite: [],
  options: centreOptions,
  run: ({ table }, { across }) => fillCentre(table, across, (sorted) => moments(sorted).mean),
  sql: ({ across }) => ({
    windows: (column) => ({ centre: `AVG(${column}) OVER (PARTITION BY ${across === 'units' ? 't' : 'u'})` }),
    fill: (window) => window('centre'),
  }),
  describe: ({ across }) => ({
    en: `Missing values took the mean ${OVER[across].en}.`,
    zh: `缺失值取${OVER[across].zh}的均值。`,
  }),
  examples: [
    {
      title: { en: 'One unit of four missing', zh: '四个单元中缺一个' },
      source: 'closed form',
      input: {
        table: { units: 4, periods: [2010], ids: ['x'], columns: [Float64Array.of(1, 2, 6, Number.NaN)] },
      },
      options: {},
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [1, 2, 6, 3], tolerance: 1e-12 }),
    },
  ],
});
