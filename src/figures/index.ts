import { bump } from './bump.ts';
import { correlations } from './correlations.ts';
import { coverage } from './coverage.ts';
import { density } from './density.ts';
import { effectiveWeights } from './effective-weights.ts';
import type { Figure } from './figure.ts';
import { gradeTable } from './grade-table.ts';
import { groupBars } from './group-bars.ts';
import { groupMeansTable } from './group-means-table.ts';
import { groupTable } from './group-table.ts';
import { indicatorTable } from './indicator-table.ts';
import { inequality } from './inequality.ts';
import { locator } from './locator.ts';
import { map } from './map.ts';
import { mapGrid } from './map-grid.ts';
import { obstacleTable } from './obstacle-table.ts';
import { obstacles } from './obstacles.ts';
import { opportunity } from './opportunity.ts';
import { opportunityTable } from './opportunity-table.ts';
import { quartileMap } from './quartile-map.ts';
import { rankTable } from './rank-table.ts';
import { ranking } from './ranking.ts';
import { ridgeline } from './ridgeline.ts';
import { sensitivity } from './sensitivity.ts';
import { specificationCurve } from './specification-curve.ts';
import { surface } from './surface.ts';
import { transitions } from './transitions.ts';
import { trend3d } from './trend-3d.ts';
import { trendPanels } from './trend-panels.ts';
import { weights } from './weights.ts';

export type { Figure } from './figure.ts';

/** Every figure. A new one is a file and a line here. */
export const figures: readonly Figure[] = [
  map,
  ranking,
  weights,
  obstacles,
  trend3d,
  trendPanels,
  surface,
  inequality,
  mapGrid,
  quartileMap,
  locator,
  transitions,
  bump,
  groupBars,
  density,
  ridgeline,
  opportunity,
  indicatorTable,
  gradeTable,
  obstacleTable,
  rankTable,
  groupTable,
  groupMeansTable,
  opportunityTable,
  correlations,
  effectiveWeights,
  sensitivity,
  specificationCurve,
  coverage,
] as readonly Figure[];
