import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadStudy, run } from '../../src/index.ts';
import { type Shown, shownFindings } from '../../src/study/data-audit/read.ts';
import { studyFolder } from '../support/folder.ts';
import { rowsOf } from '../support/rows.ts';

/*
 * Real panels of Chinese cities, which may be read here and not passed on: without the folder of data the test is skipped.
 * Their README lists the traps that were left in; those that show in numbers, units or titles must be found.
 */
const ROOT = join(import.meta.dirname, '../..');
const DATA = join(process.env.HOLLING_REAL_DATA ?? join(ROOT, '../shared/data'), 'china-cities');
const isThere = existsSync(join(DATA, 'indicators.csv'));
if (!isThere)
  console.info(`The audit of real panels is not tested: no ${DATA}. HOLLING_REAL_DATA names another folder.`);

/** What the audit finds in every column of a panel, titles and units as the list of indicators has them. */
async function audited(file: string, periods: { from: number; to: number }): Promise<Shown[]> {
  const path = join(DATA, file);
  const about = new Map(rowsOf(join(DATA, 'indicators.csv')).map((row) => [row.indicator, row]));
  const ids = readFileSync(path, 'utf8').split(/\r?\n/)[0]!.split(',').slice(5);
  const codes = [...new Set(rowsOf(path).map(({ unit_code: code }) => code))];
  const folder = studyFolder({
    'units.csv': `unit_code\n${codes.join('\n')}\n`,
    'study.yaml': JSON.stringify({
      version: 1,
      title: 'Every column of a panel',
      units: { file: 'units.csv', key: 'unit_code' },
      periods,
      data: [{ file: 'panel.csv' }],
      index: {
        id: 'index',
        children: ids.map((id) => {
          const one = about.get(id);
          return {
            id,
            direction: one?.direction === '-' ? 'cost' : 'benefit',
            title: { en: one?.name_en || id, zh: one?.name_zh || id },
            unit: one?.unit || '1',
          };
        }),
      },
      method: { weight: 'equal' },
      analyses: { uncertainty: 'none' },
      audit: { effects: 2 },
    }),
  });
  symlinkSync(path, join(folder, 'panel.csv'));
  return shownFindings(await run(await loadStudy(folder)));
}
const about = (found: readonly Shown[], check: string) => found.filter((one) => one.check === check);
const ids = (found: readonly Shown[], check: string) => about(found, check).map(({ indicator }) => indicator);

describe.skipIf(!isThere)('the audit of real panels', () => {
  it('finds money at current prices, interpolated population, mixed coverage and other units of measurement', async () => {
    const found = await audited('core-2006-2016.csv', { from: 2006, to: 2016 });
    expect(ids(found, 'nominal-money')).toEqual(
      expect.arrayContaining(['gdp_per_capita_yuan', 'deposits_100m', 'avg_wage_yuan']),
    );
    expect(ids(found, 'interpolated')).toEqual(
      expect.arrayContaining(['resident_pop_10k', 'urbanization_pct']),
    );
    const scope = about(found, 'scope').map(({ text }) => text.en);
    expect(scope.some((text) => text.startsWith('deposits_100m: whose deposits'))).toBe(true);
    expect(scope.some((text) => /city districts \(.*constr_land_km2/.test(text))).toBe(true);
    expect(
      scope.some((text) => /hukou_pop_10k.*beside resident population \(.*resident_pop_10k/.test(text)),
    ).toBe(true);
    expect(ids(found, 'jump').length).toBeGreaterThan(0);
    expect(found.some(({ moved }) => moved !== undefined)).toBe(true);
    console.info(`core-2006-2016: ${found.length} findings, jumps in ${ids(found, 'jump').join(', ')}`);
  }, 60_000);

  it('finds cities that were founded, merged or abolished, and columns that end early', async () => {
    const all = await audited('all-prefectures-2003-2020.csv', { from: 2003, to: 2020 });
    const [span] = about(all, 'unit-span');
    expect(span!.count).toBeGreaterThan(5);
    // Laiwu was merged into Jinan in 2019.
    expect(span!.text.en).toContain('371200 2019–2020');
    const panel = await audited('panel-2005-2019.csv', { from: 2005, to: 2019 });
    const ended = about(panel, 'missing-run').find(({ indicator }) => indicator === 'emp_units_10k');
    expect(ended!.count).toBeGreaterThan(200);
    expect(ids(panel, 'nominal-money').length).toBeGreaterThan(5);
  }, 60_000);
});
