import { centreMethod, MEDIAN } from './centre.ts';

export const median = centreMethod('median', MEDIAN, 2);
