import type { Figure } from './figure.ts';
import { gradeTable } from './grade-table.ts';
import { groupMeansTable } from './group-means-table.ts';
import { groupTable } from './group-table.ts';
import { indicatorTable } from './indicator-table.ts';
import { map } from './map.ts';
import { obstacleTable } from './obstacle-table.ts';
import { obstacles } from './obstacles.ts';
import { opportunityTable } from './opportunity-table.ts';
import { rankTable } from './rank-table.ts';
import { ranking } from './ranking.ts';
import { weights } from './weights.ts';

export type { Figure } from './figure.ts';

/** Every figure. A new one is a file and a line here. */
export const figures: readonly Figure[] = [
  map,
  ranking,
  weights,
  obstacles,
  indicatorTable,
  gradeTable,
  obstacleTable,
  rankTable,
  groupTable,
  groupMeansTable,
  opportunityTable,
] as readonly Figure[];
