import { method } from '../method.ts';
import { MEAN } from './centre.ts';
import { centredByGroup } from './group-centre.ts';

export const groupMean = method({ id: 'group-mean', stage: 'impute', ...centredByGroup(MEAN, 3) });
