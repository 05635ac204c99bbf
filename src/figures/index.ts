import { density } from './density.ts';
import type { Figure } from './figure.ts';
import { map } from './map.ts';
import { obstacles } from './obstacles.ts';
import { opportunity } from './opportunity.ts';
import { ranking } from './ranking.ts';
import { ridgeline } from './ridgeline.ts';
import { weights } from './weights.ts';

export type { Figure } from './figure.ts';

/** Every figure. A new one is a file and a line here. */
export const figures: readonly Figure[] = [
  map,
  ranking,
  weights,
  obstacles,
  density,
  ridgeline,
  opportunity,
] as readonly Figure[];
