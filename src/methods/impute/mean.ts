import { centreMethod, MEAN } from './centre.ts';

export const mean = centreMethod('mean', MEAN, 3);
