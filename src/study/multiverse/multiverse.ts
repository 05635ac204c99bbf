import type { DataTable } from '../../core/data-table.ts';
import { listed, type Note } from '../../core/note.ts';
import type { Panel } from '../../core/panel.ts';
import { ProblemError } from '../../core/problem.ts';
import type { Table } from '../../core/table.ts';
import { unitGroups } from '../analyse.ts';
import type { Plan } from '../plan.ts';
import type { NodeResult, StepNote } from '../result.ts';
import type { Multiverse } from './choices.ts';
import { computer } from './compute.ts';
import { conclusionTable } from './conclusions.ts';
import { conventionTable } from './convention-table.ts';
import { type Combination, sayCombination } from './labels.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { combinationTables, summaryTable } from './tables.ts';

/** Most rows of the table of combinations and units. */
const LARGEST = 1_000_000;

/** Computes a study under every combination of named choices, once each, and says what stays the same. */
export async function multiverseTables(
  plan: Plan,
  multiverse: Multiverse,
  { panel, root, raw }: { panel: Panel; root: NodeResult; raw: Table },
  begin: (share: number) => Promise<void>,
): Promise<{ tables: DataTable[]; notes: StepNote[] }> {
  const { options, combinations, clashes } = multiverse;
  refuseUnknown(options.about ?? [], panel);
  refuseTooLarge(combinations.length, panel);
  const p = options.period === undefined ? panel.periods.length - 1 : panel.periods.indexOf(options.period);
  const compute = computer(plan, { table: raw, groups: unitGroups(plan, panel) });
  const outcomes: Outcome[] = [];
  const failures: { combination: Combination; problem: ProblemError }[] = [];
  for (const [i, combination] of combinations.entries()) {
    await begin(i / combinations.length);
    const scores = compute(combination.steps);
    if (scores instanceof ProblemError) failures.push({ combination, problem: scores });
    else outcomes.push(outcomeOf(combination, scores[0]!, root, panel, p));
  }
  await begin(1);
  const top = options.top ?? usualTop(panel.units.length);
  const own = outcomes[0]!;
  const conventions = conventionTable(plan, panel, compute, own, p, (scores) =>
    outcomeOf(own.combination, scores, root, panel, p),
  );
  const notes = [...clashNotes(clashes), ...failureNotes(failures), ...conventionNotes(conventions.failed)];
  return {
    tables: [
      ...combinationTables(panel, outcomes, p),
      summaryTable(panel, outcomes, p, top),
      conclusionTable(panel, plan.study.units.groups, outcomes, p, top),
      conventions.table,
    ],
    notes: notes.map((note) => ({ step: 'multiverse', ...note })),
  };
}

function usualTop(units: number): number {
  return units > 10 ? 10 : units > 3 ? 3 : 1;
}

function refuseUnknown(about: readonly string[], { units }: Panel): void {
  const unknown = about.filter((id) => !units.some((unit) => unit.id === id));
  if (unknown.length === 0) return;
  const names = listed(unknown);
  throw new ProblemError([
    {
      code: 'multiverse/unknown-unit',
      where: 'analyses.multiverse.about',
      saw: { en: `no unit ${names.en}`, zh: `没有单元 ${names.zh}` },
      why: { en: 'there would be no curve to draw of it', zh: '无法绘制其曲线' },
      fix: { en: 'name units by their keys in the unit file', zh: '请使用单元文件中的键' },
    },
  ]);
}

function refuseTooLarge(combinations: number, { units }: Panel): void {
  if (combinations * units.length <= LARGEST) return;
  throw new ProblemError([
    {
      code: 'multiverse/too-large',
      where: 'analyses.multiverse',
      saw: {
        en: `${combinations} combinations of ${units.length} units`,
        zh: `${combinations} 种组合、${units.length} 个单元`,
      },
      why: {
        en: `their table would have more than ${LARGEST} rows`,
        zh: `其表将超过 ${LARGEST} 行`,
      },
      fix: { en: 'name fewer choices', zh: '请减少选择' },
    },
  ]);
}

function clashNotes(clashes: readonly string[]): Note[] {
  if (clashes.length === 0) return [];
  const names = listed(clashes);
  return [
    {
      code: 'multiverse/cannot-combine',
      level: 'note',
      text: {
        en: `Left out, since logarithms cannot follow values below zero: ${names.en}.`,
        zh: `对数不能用于负值，以下组合未计入：${names.zh}。`,
      },
      items: clashes,
    },
  ];
}

function failureNotes(failures: readonly { combination: Combination; problem: ProblemError }[]): Note[] {
  if (failures.length === 0) return [];
  const items = failures.map(({ combination }) => sayCombination(combination));
  const { saw } = failures[0]!.problem.problems[0]!;
  const names = listed(items, 3);
  return [
    {
      code: 'multiverse/failed',
      level: 'warning',
      text: {
        en: `${items.length} combination(s) could not be computed and are left out: ${names.en}; the first: ${saw.en}.`,
        zh: `${items.length} 种组合无法计算，未计入：${names.zh}；第一种：${saw.zh}。`,
      },
      items,
    },
  ];
}

function conventionNotes(failed: readonly { en: string; zh: string }[]): Note[] {
  if (failed.length === 0) return [];
  return [
    {
      code: 'multiverse/convention-failed',
      level: 'note',
      text: {
        en: `These conventions cannot be turned here: ${listed(failed.map(({ en }) => en)).en}.`,
        zh: `以下约定在此无法改换：${listed(failed.map(({ zh }) => zh)).zh}。`,
      },
      items: failed.map(({ en }) => en),
    },
  ];
}
