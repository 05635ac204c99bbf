import { bump } from './bump.ts';
import type { Figure } from './figure.ts';
import { groupBars } from './group-bars.ts';
import { locator } from './locator.ts';
import { map } from './map.ts';
import { mapGrid } from './map-grid.ts';
import { obstacles } from './obstacles.ts';
import { quartileMap } from './quartile-map.ts';
import { ranking } from './ranking.ts';
import { transitions } from './transitions.ts';
import { weights } from './weights.ts';

export type { Figure } from './figure.ts';

/** Every figure. A new one is a file and a line here. */
export const figures: readonly Figure[] = [
  map,
  ranking,
  weights,
  obstacles,
  mapGrid,
  quartileMap,
  locator,
  transitions,
  bump,
  groupBars,
] as readonly Figure[];
