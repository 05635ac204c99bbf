import { method } from '../method.ts';
import { MEDIAN } from './centre.ts';
import { centredByGroup } from './group-centre.ts';

export const groupMedian = method({ id: 'group-median', stage: 'impute', ...centredByGroup(MEDIAN, 2) });
