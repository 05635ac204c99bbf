import { method } from '../method.ts';
import { centred, MEDIAN } from './centre.ts';

export const median = method({ id: 'median', stage: 'impute', ...centred(MEDIAN, 2) });
