import type { DataTable } from '../../core/data-table.ts';
import { nearest } from '../../core/nearest.ts';
import { type Problem, type ProblemError, refuse } from '../../core/problem.ts';
import { inputOf } from '../analyse.ts';
import type { Step } from '../choices.ts';
import type { Plan } from '../plan.ts';
import type { Result, StepNote } from '../result.ts';
import { classShares } from '../uncertainty/grades.ts';
import { replicator } from '../uncertainty/replicate.ts';
import { valueNotes } from '../uncertainty/uncertainty.ts';
import { spreadsOf, type Values } from '../uncertainty/values.ts';
import { measuring, outputsOf, tablesAgain } from './again.ts';
import type { Sensitivity } from './choices.ts';
import { perRow, sobolDraws } from './inputs.ts';
import { type Measure, measureOfCell, measuresOf, rowsOf } from './measures.ts';
import { noRowLeft, sensitivityNotes } from './notes.ts';
import type { CellOutput } from './schema.ts';
import { type Explained, explain, outputsOfMeasure, sensitivityTables } from './tables.ts';

/** Cells of the study that are computed between two chances to act: well under 0.2 s. */
const BLOCK = 100_000;
/** Share of the work that the computations take; the rest is for the intervals. */
const COMPUTED = 0.9;

interface Given {
  scored: Omit<Result, 'analyses'>;
  values: Values;
  /** Which analysis made each table. */
  origins: ReadonlyMap<string, Step<'analyse'>>;
}

/** Says which of the choices that vary move the ranks, the scores and the other outputs, alone and with the others. */
export async function sensitivityOf(
  plan: Plan,
  sensitivity: Sensitivity,
  { scored, values, origins }: Given,
  begin: (share: number) => Promise<void>,
): Promise<{ tables: DataTable[]; notes: StepNote[] }> {
  const { options, varied, inputs } = sensitivity;
  const { samples } = options;
  const { panel, nodes } = scored;
  const indicators = plan.indicators.map(({ id }) => id);
  const spreads = spreadsOf(
    values,
    panel.units.map(({ id }) => id),
  );
  const published = inputOf(plan, scored);
  const focus = {
    node: nodes.findIndex(({ node }) => node.id === options.node),
    period: panel.periods.indexOf(options.period),
  };
  const measures = allMeasures(sensitivity, scored, focus, origins, published);
  const again = tablesAgain(plan, varied, published, origins);
  const compute = measuring(replicator(plan, varied, values, spreads), measures, focus, again);
  const { seed } = plan.study;
  const drawAt = sobolDraws(varied, inputs, { samples, seed, indicators: indicators.length });

  const computations = samples * perRow(inputs);
  const cells = panel.units.length * panel.periods.length * indicators.length;
  const block = Math.max(1, Math.floor(BLOCK / cells));
  const all = new Float64Array(computations * measures.length);
  const failures: ProblemError[] = [];
  for (let from = 0; from < computations; from += block) {
    await begin((COMPUTED * from) / computations);
    const to = Math.min(computations, from + block);
    const made = outputsOf(compute, measures.length, drawAt, from, to);
    all.set(made.values, from * measures.length);
    failures.push(...made.failures);
  }
  const explained: Explained[] = [];
  for (const [m, measure] of measures.entries()) {
    const outputs = outputsOfMeasure(all, m, { measures: measures.length, inputs: inputs.length, samples });
    const share = COMPUTED + ((1 - COMPUTED) * m) / measures.length;
    explained.push(await explain(measure, outputs, { ...options, seed }, () => begin(share)));
  }
  if (failures.length > 0 && explained.every(({ whole }) => whole.rows === 0))
    throw noRowLeft(failures[0]!, samples);
  const notes = [
    ...sensitivityNotes(explained, failures, samples, computations),
    // The uncertainty analysis says the same of the same values.
    ...(plan.analyses.uncertainty ? [] : valueNotes(plan, varied, values, spreads)),
  ];
  return {
    tables: sensitivityTables(explained, inputs, indicators),
    notes: notes.map((note) => ({ step: 'sensitivity', ...note })),
  };
}

function allMeasures(
  { options }: Sensitivity,
  { panel, nodes }: Given['scored'],
  focus: { node: number; period: number },
  origins: Given['origins'],
  input: ReturnType<typeof inputOf>,
): Measure[] {
  const ids = panel.units.map(({ id }) => id);
  const root = nodes[focus.node]!;
  const from = focus.period * ids.length;
  const ranks = root.rank.slice(from, from + ids.length);
  const problems: Problem[] = (options.units ?? [])
    .filter((unit) => !ids.includes(unit))
    .map((unit) => unknownUnit(unit, ids));
  const asked = options.outputs.filter((one) => typeof one !== 'string');
  for (const one of asked) problems.push(...cellProblems(one, origins, input));
  refuse(problems);
  const units = [...new Set(options.units ?? usualUnits(ids, ranks))];
  const published = { units: ids, ranks, shares: classShares(root) };
  return [
    ...new Map(
      options.outputs
        .flatMap((one) =>
          typeof one === 'string' ? measuresOf(one, units, published) : [measureOfCell(one)],
        )
        .map((measure) => [measure.output, measure]),
    ).values(),
  ];
}

/** The units in the first, the middle and the last place; of equal ranks, the one whose id comes first. */
export function usualUnits(ids: readonly string[], ranks: Float64Array): string[] {
  const order = ids
    .map((id, u) => ({ id, rank: ranks[u]! }))
    .filter(({ rank }) => !Number.isNaN(rank))
    .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
  const places = [0, Math.floor((order.length - 1) / 2), order.length - 1];
  return [...new Set(places.flatMap((place) => order[place]?.id ?? []))];
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
  origins: Given['origins'],
  input: ReturnType<typeof inputOf>,
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
