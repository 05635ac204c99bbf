import { MEAN } from './centre.ts';
import { groupCentreMethod } from './group-centre.ts';

export const groupMean = groupCentreMethod('group-mean', MEAN, 3);
