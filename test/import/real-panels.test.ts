import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holling } from '../support/cli.ts';
import { studyFolder } from '../support/folder.ts';

/* Real panels, which may be read here and not passed on: without the folder of data the test is skipped. */
const DATA = process.env.HOLLING_REAL_DATA ?? join(import.meta.dirname, '../../../shared/data');
const isThere = existsSync(join(DATA, 'china-cities'));
if (!isThere)
  console.info(`Real panels are not imported: no ${DATA}. HOLLING_REAL_DATA names another folder.`);

const LAIWU = ['place:山东/莱芜市=leave-out', 'concordance=keep'];
const PANELS: [string, string[], object][] = [
  ['china-cities/core-2006-2016.csv', [], { units: 285, values: 81_510, missing: 545 }],
  ['china-cities/panel-2005-2019.csv', LAIWU, { units: 298, values: 201_105 }],
  ['china-cities/all-prefectures-2003-2020.csv', ['concordance=keep'], { units: 337, values: 35_904 }],
  ['china-cities/census-2010-2020.csv', ['place:海南/三沙市=own'], { units: 369 }],
  ['neighbours/hdi-fsi.csv', [], { units: 14, values: 884 }],
  ['world/world_core_2002_2019.csv', [], { units: 177, values: 70_092 }],
];

describe.skipIf(!isThere)('the real panels', () => {
  const importing = async (study: string, ...words: string[]) => {
    const { code, out } = await holling('import', ...words, '--study', study, '--yes', '--json');
    expect(code, out).toBe(0);
    return JSON.parse(out);
  };

  it.each(PANELS)(
    '%s is imported with its answers alone',
    async (file, answers, counts) => {
      const study = join(studyFolder({}), 'study');
      const given = [...answers, 'directions=all-benefit'].flatMap((one) => ['--answer', one]);
      expect(await importing(study, join(DATA, file), ...given)).toMatchObject(counts);
      if (file !== PANELS[0]![0]) return;
      // Once is enough, since these are large.
      expect(await importing(study)).toMatchObject(counts);
      const { code, out } = await holling('check', study, '--json');
      expect(code, out).toBe(0);
      const { findings } = JSON.parse(out) as { findings: { check: string; text: { en: string } }[] };
      const told = (check: string) =>
        findings.flatMap((one) => (one.check === check ? [one.text.en] : [])).join('\n');
      // What is known to be wrong with these data: nominal money, other areas and populations, interpolation.
      for (const id of ['deposits_100m', 'fixed_asset_inv_100m', 'avg_wage_yuan'])
        expect(told('nominal-money')).toContain(id);
      for (const id of ['built_up_area_km2', 'constr_land_km2', 'hukou_pop_10k', 'resident_pop_10k'])
        expect(told('scope')).toContain(id);
      for (const id of ['resident_pop_10k', 'urbanization_pct']) expect(told('interpolated')).toContain(id);
    },
    120_000,
  );
});
