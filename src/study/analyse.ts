import { type Cell, type DataTable, records } from '../core/data-table.ts';
import type { Panel } from '../core/panel.ts';
import { select, type Table } from '../core/table.ts';
import type { AnalyseInput, Group } from '../methods/method.ts';
import type { Step } from './choices.ts';
import { placesOf } from './places.ts';
import type { Plan } from './plan.ts';
import type { Result, StepNote } from './result.ts';

/** Tables and notes of analyses, and which of them made each table. */
export interface Analysed {
  tables: DataTable[];
  notes: StepNote[];
  origins: ReadonlyMap<string, Step<'analyse'>>;
}

/** Runs the analyses that a study asks for on what was scored. */
export async function analyse(
  plan: Plan,
  result: Omit<Result, 'analyses'>,
  begin: (step: string, share: number) => Promise<void>,
): Promise<Analysed> {
  const origins = new Map<string, Step<'analyse'>>();
  if (plan.analyses.steps.length === 0) return { tables: [], notes: [], origins };
  const input = inputOf(plan, result);
  const tables: DataTable[] = [];
  const notes: StepNote[] = [];
  for (const [i, step] of plan.analyses.steps.entries()) {
    const { method, options } = step;
    await begin(method.id, i / plan.analyses.steps.length);
    const outcome = method.run(input, options);
    tables.push(...outcome.tables);
    for (const { name } of outcome.tables) origins.set(name, step);
    notes.push(...outcome.notes.map((note) => ({ step: method.id, ...note })));
  }
  return { tables, notes, origins };
}

/** What the analyses are given of a result. */
export function inputOf(plan: Plan, result: Omit<Result, 'analyses'>): AnalyseInput {
  const { panel, nodes, weights, obstacles } = result;
  const over = (columns: readonly Float64Array[]): Table => ({
    units: panel.units.length,
    periods: panel.periods,
    ids: nodes.map(({ node }) => node.id),
    columns,
  });
  const places = placesOf(plan.study.units, panel);
  return {
    units: panel.units.map(({ id }) => id),
    periods: panel.periods,
    root: plan.study.index,
    scores: over(nodes.map(({ score }) => score)),
    ranks: over(nodes.map(({ rank }) => rank)),
    values: withContext(plan, panel, result.values),
    normalised: result.normalised,
    weights: weights.weights,
    ...(obstacles ? { obstacles } : {}),
    groups: unitGroups(plan, panel),
    ...(places ? { places } : {}),
    seed: plan.study.seed,
  };
}

/** Indicators with the context variables beside them, these filled by the study's own rule too, from what was observed. */
function withContext(plan: Plan, panel: Panel, values: Table): Table {
  const ids = plan.study.context.map(({ id }) => id).filter((id) => panel.columns.has(id));
  if (ids.length === 0) return values;
  const all = [...values.ids, ...ids];
  const raw = { ...values, ids: all, columns: all.map((id) => panel.columns.get(id)!.values) };
  const input = { table: raw, groups: unitGroups(plan, panel) };
  const filled = select(plan.impute.method.run(input, plan.impute.options).table, ids);
  return { ...values, ids: all, columns: [...values.columns, ...filled.columns] };
}

/** The groups of every attribute column that groups units. */
export function unitGroups(plan: Plan, panel: Panel): ReadonlyMap<string, readonly Group[]> {
  return new Map(plan.study.units.groups.map((column) => [column, groupsOf(panel, column)]));
}

/** The values of an attribute column with the units that have them, in the order in which they first appear. */
export function groupsOf(panel: Panel, column: string): { group: string; members: number[] }[] {
  const groups = new Map<string, number[]>();
  panel.units.forEach((unit, i) => {
    const group = unit.attributes.get(column) ?? '';
    if (group === '') return;
    const members = groups.get(group);
    if (members) members.push(i);
    else groups.set(group, [i]);
  });
  return [...groups].map(([group, members]) => ({ group, members }));
}

/** Rows of an analysis table as objects by column; none where the study did not ask for it. */
export function recordsOf(
  result: Pick<Result, 'analyses'>,
  name: string,
): readonly Readonly<Record<string, Cell>>[] {
  const table = result.analyses.find((one) => one.name === name);
  if (!table) return [];
  const made = known.get(table) ?? records(table);
  known.set(table, made);
  return made;
}

/** Tables are never changed, and many figures and sentences read the same one. */
const known = new WeakMap<DataTable, readonly Record<string, Cell>[]>();
