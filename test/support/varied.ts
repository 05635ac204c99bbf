import { sound } from './folder.ts';

const [UNITS, PERIODS] = [9, 6];

/** A small panel with gaps, errors of measurement, ties and choices of methods: whatever a replicate may draw. */
export const VARIED_FILES: Readonly<Record<string, string>> = {
  'units.csv': `id,name,zone\n${Array.from({ length: UNITS }, (_, u) => `u${u},Unit ${u},${u % 2 ? 'east' : 'west'}\n`).join('')}`,
  'panel.csv': `id,year,a,b,c\n${Array.from({ length: UNITS * PERIODS }, (_, row) => {
    const [u, p] = [row % UNITS, Math.floor(row / UNITS)];
    const gap = (u * 5 + p * 3) % 11 === 0;
    return `u${u},${2010 + p},${gap ? '' : 1 + ((u * 7 + p * 5) % 13)},${1 + ((u * 3 + p) % 7)},${2 + u + ((p * p) % 5)}\n`;
  }).join('')}`,
};

export const VARIED = {
  periods: { from: 2010, to: 2010 + PERIODS - 1 },
  index: {
    id: 'index',
    children: [
      {
        id: 'one',
        children: [
          { id: 'a', direction: 'benefit', error: '10 %' },
          { id: 'b', direction: 'cost', error: { sd: 0.5 } },
        ],
      },
      { id: 'c', direction: 'benefit' },
    ],
  },
  analyses: {
    obstacles: 'none',
    uncertainty: {
      // A prime, so that blocks do not come out even.
      replicates: 1523,
      vary: {
        weight: { methods: ['entropy', 'equal', 'critic'], perturb: 0.25 },
        'leave-one-out': true,
        normalise: ['min-max', 'rank'],
        aggregate: ['topsis', 'weighted-sum', 'geometric'],
        impute: true,
        error: true,
      },
    },
  },
};

export const varied = (): string => sound(VARIED, VARIED_FILES);
