import type { Figure } from './figure.ts';
import { inequality } from './inequality.ts';
import { map } from './map.ts';
import { obstacles } from './obstacles.ts';
import { ranking } from './ranking.ts';
import { surface } from './surface.ts';
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
] as readonly Figure[];
