// Writes a study of made-up numbers, of any size, into a folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syntheticShapes } from './synthetic-shapes.mjs';

export function writeSyntheticStudy(
  folder,
  { units, periods, indicators, error = undefined, uncertainty = {}, hasShapes = false },
) {
  mkdirSync(folder, { recursive: true });
  const ids = Array.from({ length: indicators }, (_, i) => `x${i + 1}`);
  const dimension = (k) => ({
    id: `d${k + 1}`,
    children: ids
      .filter((_, i) => i % 4 === k)
      .map((id) => ({ id, direction: 'benefit', ...(error ? { error } : {}) })),
  });
  const study = {
    version: 1,
    title: 'Synthetic panel',
    units: {
      ...{ file: 'units.csv', key: 'id', name: 'name' },
      ...(hasShapes ? { boundaries: { file: 'synthetic-shapes.geojson', key: 'id' } } : {}),
    },
    periods: { from: 2000, to: 2000 + periods - 1 },
    data: [{ file: 'synthetic.csv' }],
    index: {
      id: 'index',
      children: [0, 1, 2, 3].map(dimension).filter(({ children }) => children.length > 0),
    },
    analyses: { uncertainty },
  };
  writeFileSync(join(folder, 'study.yaml'), JSON.stringify(study, null, 1));
  if (hasShapes)
    writeFileSync(join(folder, 'synthetic-shapes.geojson'), JSON.stringify(syntheticShapes(units)));
  const rows = Array.from({ length: units }, (_, u) => `u${u + 1},Unit ${u + 1}`);
  writeFileSync(join(folder, 'units.csv'), ['id,name', ...rows, ''].join('\n'));
  let state = 1;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const lines = ['id,year,'.concat(ids.join(','))];
  for (let u = 0; u < units; u++)
    for (let p = 0; p < periods; p++)
      lines.push(
        `u${u + 1},${2000 + p},${ids.map(() => (10 + u / 50 + p / 10 + 10 * next()).toFixed(4)).join(',')}`,
      );
  writeFileSync(join(folder, 'synthetic.csv'), `${lines.join('\n')}\n`);
}
