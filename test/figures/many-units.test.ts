import { describe, expect, it } from 'vitest';
import { figures } from '../../src/figures/index.ts';
import { loadStudy, run } from '../../src/index.ts';
import { report } from '../../src/report/html.ts';
import { sound } from '../support/folder.ts';

// More units than a call takes arguments: no drawing may hand its units over as such.
const UNITS = 130_000;

describe('a study of 130,000 units', () => {
  it('is drawn and reported with the first thousand rows and the number of all', async () => {
    const all = Array.from({ length: UNITS }, (_, u) => u);
    const folder = sound(
      { analyses: { obstacles: 'none', uncertainty: 'none' } },
      {
        'units.csv': `id,name,zone\n${all.map((u) => `u${u},Unit ${u},${u % 2 ? 'east' : 'west'}\n`).join('')}`,
        'panel.csv': `id,year,a,b,c\n${[2010, 2015].flatMap((year) => all.map((u) => `u${u},${year},${(u * 7 + year) % 1009},${(u * 11) % 997},${u % 13}\n`)).join('')}`,
      },
    );
    const result = await run(await loadStudy(folder));
    const drawings = new Map<string, string>();
    for (const figure of figures.filter((one) => one.available(result)))
      drawings.set(figure.id, figure.draw(result, figure.options.parse({})));
    expect(drawings.get('ranking')).toContain(`the first 1000 of ${UNITS}`);
    expect(drawings.get('rank-table')).toContain(`The first 1000 of ${UNITS} rows`);
    for (const [id, svg] of drawings) expect(svg.length, id).toBeLessThan(3_000_000);
    const page = report(result, { lang: 'en', software: 'holling', drawings });
    expect(page.length).toBeLessThan(10_000_000);
  }, 120_000);
});
