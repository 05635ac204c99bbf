import { method } from '../method.ts';
import { centred, MEAN } from './centre.ts';

export const mean = method({
  id: 'mean',
  stage: 'impute',
  ...centred(MEAN, 3),
  sql: ({ across }) => ({
    across,
    windows: (column) => ({ centre: `AVG(${column}) OVER (PARTITION BY ${across === 'units' ? 't' : 'u'})` }),
    fill: (window) => window('centre'),
  }),
});
