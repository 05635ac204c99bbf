import { method } from '../method.ts';
import { centred, MEAN } from './centre.ts';

export const mean = method({ id: 'mean', stage: 'impute', ...centred(MEAN, 3) });
