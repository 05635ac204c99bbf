import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { correlation } from '../../src/core/statistics/correlation.ts';
import { averageRank } from '../../src/core/statistics/rank.ts';
import { holling } from '../support/cli.ts';
import { studyFolder } from '../support/folder.ts';
import { rowsOf } from '../support/rows.ts';

/*
 * The index system of the study of 286 cities on a real panel of 285 of them (2006-2016), which may be read here and not passed on:
 * without the folder of data the test is skipped. Eleven of the 25 indicators are not in it.
 */
const ROOT = join(import.meta.dirname, '../..');
const DATA = process.env.HOLLING_REAL_DATA ?? join(ROOT, '../shared/data');
const PANEL = join(DATA, 'china-cities/core-2006-2016.csv');
const isThere = existsSync(PANEL);
if (!isThere)
  console.info(`The real panel is not tested: no ${PANEL}. HOLLING_REAL_DATA names another folder.`);

/** Indicators of Table 1 that the panel has, by its columns. */
const COLUMNS = {
  X1: 'emp_tertiary_10k',
  X2: 'tertiary_share_pct',
  X3: 'emp_units_10k',
  X4: 'constr_land_km2',
  X5: 'fixed_asset_inv_100m',
  X6: 'gdp_per_capita_yuan',
  X7: 'fiscal_expenditure_100m',
  X9: 'fdi_musd',
  X10: 'edu_exp_100m',
  X16: 'waste_harmless_rate_pct',
  X18: 'hukou_pop_10k',
  X20: 'land_area_km2',
  X21: 'pop_density_per_km2',
  X23: 'emp_scitech_10k',
};
const IDS = Object.keys(COLUMNS);

function printedWeights(): Record<string, number> {
  const rows = rowsOf(join(ROOT, 'studies/china-286/data/weights-comprehensive.csv'));
  return Object.fromEntries(
    rows
      .filter(({ indicator }) => IDS.includes(indicator!))
      .map(({ indicator, weight }) => [indicator, Number(weight)]),
  );
}

/** A study of the panel in a temporary folder, which only points to the data. */
function realStudy(weight: unknown): string {
  const units = [...new Set(rowsOf(PANEL).map(({ unit_code: code }) => code))];
  const folder = studyFolder({
    'units.csv': `unit_code\n${units.join('\n')}\n`,
    'study.yaml': JSON.stringify({
      version: 1,
      title: 'Fourteen indicators of 285 cities',
      units: { file: 'units.csv', key: 'unit_code' },
      periods: { from: 2006, to: 2016 },
      data: [{ file: 'panel.csv', columns: COLUMNS }],
      index: { id: 'index', children: IDS.map((id) => ({ id, direction: 'benefit' })) },
      method: { weight, aggregate: { topsis: { weights: 'inside' } } },
    }),
  });
  symlinkSync(PANEL, join(folder, 'panel.csv'));
  return folder;
}

/** Spearman's correlation of the scores of 2016 with the published ones, and the number of cities that have both. */
function agreement(results: string): { count: number; r: number } {
  const published = new Map(
    rowsOf(join(ROOT, 'studies/china-286/data/scores-published.csv'))
      .filter(({ year }) => year === '2016')
      .map(({ code, score }) => [code, Number(score)]),
  );
  const pairs = rowsOf(join(results, 'scores.csv')).flatMap(({ unit, period, node, score }) =>
    period === '2016' && node === 'index' && score !== '' && published.has(unit)
      ? [[Number(score), published.get(unit)!]]
      : [],
  );
  const ranks = [0, 1].map((i) => averageRank(pairs.map((pair) => pair[i]!)));
  return correlation(ranks[0]!, ranks[1]!);
}

describe.skipIf(!isThere)('the real panel', () => {
  // No single indicator ranks the cities as the paper does with more than 0.784 (GDP per capita); an index of them must do better.
  // Measured: entropy 0.8365, the printed weights 0.8917, equal weights in a weighted sum 0.8464.
  it.each([
    ['entropy', 'entropy', 0.8],
    ['the printed comprehensive weights', { given: { weights: printedWeights() } }, 0.87],
  ])(
    'is ranked with %s much as Table A1 ranks the cities in 2016',
    async (name, weight, least) => {
      const folder = realStudy(weight);
      const out = join(folder, 'results');
      const { code, err } = await holling('run', folder, '--out', out, '--quiet');
      expect(code, err).toBe(0);
      const { count, r } = agreement(out);
      console.info(
        `Spearman's rank correlation with Table A1, 2016, ${name}: ${r.toFixed(4)} (${count} cities)`,
      );
      expect(count).toBe(285);
      expect(r).toBeGreaterThan(least);
    },
    60_000,
  );
});
