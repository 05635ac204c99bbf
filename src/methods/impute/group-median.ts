import { MEDIAN } from './centre.ts';
import { groupCentreMethod } from './group-centre.ts';

export const groupMedian = groupCentreMethod('group-median', MEDIAN, 2);
