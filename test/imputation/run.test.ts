import { expect, it } from 'vitest';
import { imputationLines } from '../../src/app/operations/imputation-lines.ts';
import { loadStudy, run } from '../../src/index.ts';
import { methods } from '../../src/methods/index.ts';
import { imputationGrid } from '../../src/report/grids.ts';
import { recordsOf } from '../../src/study/analyse.ts';
import { bestOf, compareImputations } from '../../src/study/imputation/compare.ts';
import { sound } from '../support/folder.ts';

const panel = `id,year,a,b,c\n${['u1', 'u2', 'u3']
  .flatMap((id, u) =>
    [2010, 2011, 2012, 2013, 2014].map(
      (year, p) => `${id},${year},${id === 'u1' && p === 2 ? '' : 10 * u + 2 * p},${u + p * p},${9 - u}`,
    ),
  )
  .join('\n')}\n`;
const study = (impute: unknown) =>
  loadStudy(
    sound(
      { periods: { from: 2010, to: 2014 }, method: { impute }, analyses: { uncertainty: 'none' } },
      { 'panel.csv': panel },
    ),
  );

it('writes the error of the imputation of indicators with filled cells', async () => {
  const result = await run(await study({ linear: { ends: 'none' } }));
  // The series of a are lines, so that every inner cell is found: 3 of each whole series, and 1 and 3 of u1.
  const [row, ...rest] = recordsOf(result, 'imputation-error');
  expect(rest).toEqual([]);
  expect(row).toMatchObject({
    ...{ indicator: 'a', method: 'linear', filled: 1, observed: 14, hidden: 14, compared: 8 },
  });
  expect(row!.rmse).toBeCloseTo(0, 12);
  expect(imputationGrid({ result, lang: 'en' } as never)[0]!.rows).toHaveLength(1);
});

it('has no such table where nothing was filled', async () => {
  const result = await run(await study('none'));
  expect(recordsOf(result, 'imputation-error')).toEqual([]);
  expect(imputationGrid({ result, lang: 'zh' } as never)).toEqual([]);
});

it('compares every imputation that applies, and names the one with the least error', async () => {
  const result = await run(await study('mean'));
  const all = compareImputations(result, methods);
  const labels = all.map(({ label }) => label);
  expect([...labels].sort()).toEqual([
    ...[
      'group-mean by: zone',
      'group-median by: zone',
      'last',
      'linear',
      'mean',
      'mean across: periods',
      'median',
      'median across: periods',
    ],
    ...['nearest', 'regression'],
  ]);
  expect(all.filter(({ isOwn }) => isOwn).map(({ label }) => label)).toEqual(['mean']);
  const best = bestOf(all)!;
  for (const { nrmse, compared } of all)
    if (compared >= best.compared) expect(nrmse).toBeGreaterThanOrEqual(best.nrmse);
  for (const lang of ['en', 'zh'] as const) expect(imputationLines(all, lang).at(-1)).toContain(best.label);
});
