import { describe, expect, it } from 'vitest';
import { statusOf } from '../src/core/panel.ts';
import { loadStudy, run } from '../src/index.ts';
import { explain } from '../src/study/explain.ts';
import { statusCounts } from '../src/study/tables.ts';
import { holling, problemsOf } from './support/cli.ts';
import { sound, UNITS } from './support/folder.ts';

const WIDE = `id,year,a,b,c,how
u1,2010,1,5,10,
u1,2015,2,,11,estimated
u2,2010,3,2,14, imputed
u2,2015,4,1,12,observed
u3,2010,9,9,19,
u3,2015,7,8,16,
`;
const wide = (panel = WIDE) =>
  sound({ data: [{ file: 'panel.csv', status: 'how' }] }, { 'panel.csv': panel });

describe('the status that a source declares', () => {
  it('holds for the values of its row, is noted, and tells nothing of empty cells', async () => {
    const { panel, notes } = await loadStudy(wide());
    const found = (id: string) => [...Array(6).keys()].map((row) => statusOf(panel.columns.get(id)!, row));
    expect(found('a')).toEqual(['observed', 'imputed', 'observed', 'estimated', 'observed', 'observed']);
    expect(found('b')).toEqual(['observed', 'imputed', 'observed', 'missing', 'observed', 'observed']);
    const said = notes.filter(({ code }) => ['data/estimated', 'data/imputed'].includes(code));
    expect(said.map(({ code, items }) => [code, items])).toEqual([
      ['data/estimated', ['u1 2015 a', 'u1 2015 c']],
      ['data/imputed', ['u2 2010 a', 'u2 2010 b', 'u2 2010 c']],
    ]);
    expect(said[0]!.text.en).toContain('2 value(s)');
    expect(said[0]!.text.zh).toContain('2 个数值');
  });

  it('reaches counts, explanations and imputation, and changes no value', async () => {
    const result = await run(await loadStudy(wide()));
    expect(statusCounts(result, 'a')).toMatchObject({ observed: 4, estimated: 1, imputed: 1, missing: 0 });
    // Our own imputation of b counts with that of the source.
    expect(statusCounts(result, 'b')).toMatchObject({ observed: 4, estimated: 0, imputed: 2, missing: 0 });
    const term = (unit: string, period: number) => explain(result, unit, period)!.terms[0]!;
    expect(term('u1', 2015).status).toBe('estimated');
    expect(term('u1', 2010).status).toBe('observed');
    const plain = await run(await loadStudy(sound({}, { 'panel.csv': WIDE })));
    expect(result.nodes.map(({ score }) => score)).toEqual(plain.nodes.map(({ score }) => score));
  });

  it('holds for the value of a row of a long table', async () => {
    const rows = WIDE.trim()
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [unit, year, ...values] = line.split(',');
        return ['a', 'b', 'c'].map(
          (id, i) => `${unit},${year},${id},${values[i]},${id === 'b' ? 'estimated' : ''}`,
        );
      });
    const long = `id,year,indicator,value,how\n${rows.join('\n')}\n`;
    const { panel } = await loadStudy(
      sound({ data: [{ file: 'panel.csv', layout: 'long', status: 'how' }] }, { 'panel.csv': long }),
    );
    expect([...panel.columns.get('b')!.status].filter((one) => one === 4)).toHaveLength(5);
    expect([...panel.columns.get('a')!.status].every((one) => one === 1)).toBe(true);
  });

  it('is one of three words in a column that is there', async () => {
    const [wrong, ...rest] = await problemsOf(['check', wide(WIDE.replace('estimated', 'guessed'))]);
    expect(rest).toEqual([]);
    expect(wrong).toMatchObject({ code: 'data/status', where: 'panel.csv:3 [how]', saw: 'status "guessed"' });
    const [absent] = await problemsOf(['check', wide(WIDE.replace('how', 'who'))]);
    expect(absent).toMatchObject({ code: 'data/no-column' });
  });
});

it('explain asks for the key where a name belongs to several units', async () => {
  const folder = sound({}, { 'units.csv': UNITS.replace('Two', 'One') });
  const [problem] = await problemsOf(['explain', folder, 'One', '2010'], 2);
  expect(problem).toMatchObject({ code: 'usage/ambiguous-name', saw: 'One, the name of u1, u2' });
  expect((await holling('explain', folder, 'u2', '2010')).code).toBe(0);
  expect((await holling('explain', folder, 'Three', '2010')).out).toContain('Three 2010');
});
