import { nearest } from '../../core/nearest.ts';
import { type Problem, refuse } from '../../core/problem.ts';
import type { AnalyseInput } from '../../methods/method.ts';
import type { Step } from '../choices.ts';
import { rowsOf } from './measures.ts';
import type { CellOutput, SensitivityOptions } from './schema.ts';

type Origins = ReadonlyMap<string, Step<'analyse'>>;

/** Refuses units and numbers of analyses that the study does not have, all at once. */
export function refuseUnknown(
  { units, outputs }: SensitivityOptions,
  ids: readonly string[],
  origins: Origins,
  input: AnalyseInput,
): void {
  const cells = outputs.filter((one) => typeof one !== 'string');
  refuse([
    ...(units ?? []).filter((unit) => !ids.includes(unit)).map((unit) => unknownUnit(unit, ids)),
    ...cells.flatMap((one) => cellProblems(one, origins, input)),
  ]);
}

function unknownUnit(unit: string, ids: readonly string[]): Problem {
  const near = nearest(unit, ids);
  return {
    code: 'sensitivity/unknown-unit',
    where: 'analyses.sensitivity.units',
    saw: { en: `the unit ${unit}`, zh: `单元 ${unit}` },
    why: { en: 'the study has no such unit', zh: '本研究没有该单元' },
    fix: near
      ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
      : { en: 'write the key of a unit of the unit file', zh: '请写单元文件中的键' },
  };
}

/** What is wrong with the place of a number, seen in the published tables. */
function cellProblems(
  { table: name, column, where }: CellOutput,
  origins: Origins,
  input: AnalyseInput,
): Problem[] {
  const problem = (code: string, saw: Problem['saw'], why: Problem['why'], fix: Problem['fix']) => [
    { code: `sensitivity/${code}`, where: 'analyses.sensitivity.outputs', saw, why, fix },
  ];
  const pick = (known: readonly string[]) => ({
    en: known.length > 0 ? `use one of ${known.join(', ')}` : 'add the analysis that makes it to analyses',
    zh: known.length > 0 ? `可用：${known.join('、')}` : '请在 analyses 中加入相应分析',
  });
  const step = origins.get(name);
  if (!step)
    return problem(
      'unknown-table',
      { en: `table: ${name}`, zh: `table: ${name}` },
      { en: 'no analysis of the study makes this table', zh: '本研究的分析没有此表' },
      pick([...origins.keys()]),
    );
  const table = step.method.run(input, step.options).tables.find((one) => one.name === name);
  const { columns = [] } = table ?? {};
  const unknown = [column, ...Object.keys(where)].filter((key) => !columns.includes(key));
  if (unknown.length > 0)
    return problem(
      'unknown-column',
      { en: `${name}: ${unknown.join(', ')}`, zh: `${name}：${unknown.join('、')}` },
      { en: 'the table has no such column', zh: '此表没有该列' },
      pick(columns),
    );
  const rows = rowsOf(table, where);
  if (rows.length !== 1)
    return problem(
      'not-one-row',
      {
        en: `${name}, where ${JSON.stringify(where)}: ${rows.length} rows`,
        zh: `${name}，where ${JSON.stringify(where)}：${rows.length} 行`,
      },
      { en: 'an output is one number', zh: '一个输出是一个数值' },
      {
        en: `name one row by its columns (${columns.join(', ')})`,
        zh: `请以列（${columns.join('、')}）确定一行`,
      },
    );
  if (typeof rows[0]![columns.indexOf(column)] !== 'number')
    return problem(
      'not-a-number',
      { en: `${name}: ${column}`, zh: `${name}：${column}` },
      { en: 'this column holds text', zh: '该列为文本' },
      pick(columns.filter((_, c) => typeof rows[0]![c] === 'number')),
    );
  return [];
}
