import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { correlation } from '../../src/core/statistics/correlation.ts';
import { averageRank } from '../../src/core/statistics/rank.ts';
import { holling } from '../support/cli.ts';
import { studyFolder } from '../support/folder.ts';

const ROOT = join(import.meta.dirname, '../..');
/** A real panel of 285 cities that may not be passed on; the folder beside the repository, or where the variable says. */
const DATA = process.env.HOLLING_REAL_DATA ?? join(ROOT, '../shared/data');
const PANEL = join(DATA, 'china-cities/core-2006-2016.csv');
const isThere = existsSync(PANEL);

/** The indicators of Table 1 of Yu et al. (2018) that the panel has. */
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

function table(text: string): Record<string, string>[] {
  const [header, ...rows] = text.trim().split(/\r?\n/);
  const columns = header!.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, i) => [columns[i]!, cell])));
}

describe.skipIf(!isThere)('fourteen indicators of the third paper on a real panel', () => {
  it('rank the cities of 2016 much as the paper does', async () => {
    const panel = readFileSync(PANEL, 'utf8');
    const units = new Map(table(panel).map((row) => [row.unit_code!, row]));
    const folder = studyFolder({
      'panel.csv': panel,
      'units.csv': `code,name\n${[...units].map(([code, row]) => `${code},${row.unit_name_en}`).join('\n')}\n`,
      'study.yaml': JSON.stringify({
        version: 1,
        title: 'Cities',
        units: { file: 'units.csv', key: 'code', name: 'name' },
        periods: { from: 2006, to: 2016 },
        data: [{ file: 'panel.csv', unit: 'unit_code', period: 'year', columns: COLUMNS }],
        index: { id: 'index', children: Object.keys(COLUMNS).map((id) => ({ id, direction: 'benefit' })) },
        method: { aggregate: { topsis: { weights: 'inside' } } },
      }),
    });
    const out = join(mkdtempSync(join(tmpdir(), 'holling-real-')), 'results');
    const { code, err } = await holling('run', folder, '--out', out, '--quiet');
    expect(code, err).toBe(0);
    const ours = new Map(
      table(readFileSync(join(out, 'scores.csv'), 'utf8'))
        .filter((row) => row.period === '2016' && row.score !== '')
        .map((row) => [row.unit!, Number(row.score)]),
    );
    const published = table(readFileSync(join(ROOT, 'studies/china-286/published/data/scores.csv'), 'utf8'));
    const both = published
      .filter((row) => row.year === '2016' && ours.has(row.code!))
      .map((row) => [ours.get(row.code!)!, Number(row.score)] as const);
    const [mine, theirs] = [0, 1].map((i) => averageRank(both.map((pair) => pair[i]!)));
    const { r } = correlation(mine!, theirs!);
    console.log(
      `rank correlation with the published scores of 2016: ${r.toFixed(3)} (${both.length} cities)`,
    );
    expect(both.length).toBeGreaterThan(270);
    // 14 of 25 indicators and other weights: a clear agreement is expected, not the same list.
    expect(r).toBeGreaterThan(0.7);
  }, 60_000);
});

it.runIf(!isThere)('no real panel beside the repository: its comparison was left out', () => {
  console.log(`skipped: ${PANEL.replace(ROOT, '.')} is not there`);
  expect(existsSync(PANEL)).toBe(false);
});
