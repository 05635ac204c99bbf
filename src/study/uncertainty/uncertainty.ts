import type { DataTable } from '../../core/data-table.ts';
import { listed, type Note } from '../../core/note.ts';
import type { Panel } from '../../core/panel.ts';
import { type Problem, ProblemError } from '../../core/problem.ts';
import { indicatorsOf } from '../../core/tree.ts';
import type { Plan } from '../plan.ts';
import type { NodeResult, StepNote } from '../result.ts';
import type { Uncertainty, Varied } from './choices.ts';
import { drawOf } from './draw.ts';
import { type Replicate, replicator } from './replicate.ts';
import { uncertaintyTables } from './tables.ts';
import { addNode, emptyTally, tallySize } from './tally.ts';
import { type Spreads, spreadsOf, type Values } from './values.ts';

/** Cells of the study that are computed between two chances to act: well under 0.2 s. */
const BLOCK = 100_000;
/** Most bytes for the counts. */
const LARGEST = 2_000_000_000;

/** Draws the choices of a study again and again, and says between which bounds its ranks, scores and grades stay. */
export async function uncertaintyOf(
  plan: Plan,
  uncertainty: Uncertainty,
  { panel, nodes, values }: { panel: Panel; nodes: readonly NodeResult[]; values: Values },
  begin: (share: number) => Promise<void>,
): Promise<{ tables: DataTable[]; notes: StepNote[] }> {
  const { replicates, interval } = uncertainty.options;
  refuseTooLarge(nodes, panel);
  const spreads = spreadsOf(
    values,
    panel.units.map(({ id }) => id),
  );
  const tally = emptyTally(nodes, panel.units.length, panel.periods.length);
  const replicate = replicator(plan, uncertainty, values, spreads);
  const block = Math.max(
    1,
    Math.floor(BLOCK / (panel.units.length * panel.periods.length * plan.indicators.length)),
  );
  const failures: ProblemError[] = [];
  for (let index = 0; index < replicates; index++) {
    if (index % block === 0) await begin(index / replicates);
    const made = attempt(() => replicate(drawOf(plan, uncertainty, index)), failures);
    for (const [n, column] of (made?.scores ?? []).entries()) {
      if (block === 1) await begin(index / replicates);
      addNode(tally, n, column);
    }
  }
  if (failures.length === replicates) throw allFailed(failures[0]!);
  const notes = [
    ...failureNotes(failures, replicates),
    ...valueNotes(plan, uncertainty, values, spreads),
    ...emptiedNotes(uncertainty, nodes),
  ];
  return {
    tables: await uncertaintyTables(panel, nodes, tally, interval, () => begin(1)),
    notes: notes.map((note) => ({ step: 'uncertainty', ...note })),
  };
}

/** A replicate; undefined, and one more failure, where it cannot be computed. */
function attempt(compute: () => Replicate, failures: ProblemError[]): Replicate | undefined {
  try {
    return compute();
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem;
    failures.push(problem);
    return undefined;
  }
}

function refuseTooLarge(nodes: readonly NodeResult[], { units, periods }: Panel): void {
  const classes = Math.max(0, ...nodes.map((node) => node.classes.length));
  if (tallySize(nodes.length, periods.length, units.length, classes) <= LARGEST) return;
  const size = `${units.length} x ${periods.length} x ${nodes.length}`;
  throw new ProblemError([
    {
      code: 'uncertainty/too-large',
      where: 'analyses.uncertainty',
      saw: { en: `${size} units, periods and nodes`, zh: `${size} 个单元、时期与节点` },
      why: {
        en: 'counting the ranks of all of them takes more than 2 GB of memory',
        zh: '统计全部名次需要超过 2 GB 内存',
      },
      fix: {
        en: 'give fewer periods, e.g. by an overlay, or write uncertainty: none',
        zh: '请减少时期（例如用覆盖文件），或写 uncertainty: none',
      },
    },
  ]);
}

function allFailed(first: ProblemError): ProblemError {
  const problem = first.problems[0]!;
  const made: Problem = {
    code: 'uncertainty/all-failed',
    where: 'analyses.uncertainty.vary',
    saw: {
      en: `no replicate could be computed; the first: ${problem.saw.en} (${problem.where})`,
      zh: `没有一次重复可以计算；第一次：${problem.saw.zh}（${problem.where}）`,
    },
    why: problem.why,
    fix: problem.fix,
  };
  return new ProblemError([made], first.fault);
}

function failureNotes(failures: readonly ProblemError[], replicates: number): Note[] {
  if (failures.length === 0) return [];
  const { saw, where } = failures[0]!.problems[0]!;
  return [
    {
      code: 'uncertainty/failed',
      level: 'warning',
      text: {
        en: `${failures.length} of ${replicates} replicates could not be computed and are left out; the first: ${saw.en} (${where}).`,
        zh: `${replicates} 次重复中有 ${failures.length} 次无法计算，未计入；第一次：${saw.zh}（${where}）。`,
      },
    },
  ];
}

/** Filled cells that keep their value in every replicate. */
export function valueNotes(plan: Plan, { options }: Varied, { filled }: Values, spreads: Spreads): Note[] {
  if (!options.vary.impute) return [];
  const withGaps = plan.indicators.filter((_, c) => filled[c]!.some((mark) => mark !== 0));
  if (withGaps.length === 0)
    return [
      {
        code: 'uncertainty/nothing-filled',
        level: 'note',
        text: {
          en: 'No cell was filled in, so that vary.impute drew nothing.',
          zh: '没有插补的单元格，vary.impute 未抽取任何内容。',
        },
      },
    ];
  const unknown = withGaps
    .filter(({ id }) => Number.isNaN(spreads.filled[plan.indicators.findIndex((one) => one.id === id)]!))
    .map(({ id }) => id);
  if (unknown.length === 0) return [];
  const names = listed(unknown);
  return [
    {
      code: 'uncertainty/unknown-spread',
      level: 'warning',
      text: {
        en: `The error of interpolation is not known where fewer than two cells have observations of their unit before and after them; filled cells keep their value in every replicate: ${names.en}.`,
        zh: `前后均有本单元观测的单元格不足两个时，插值误差未知；插补值在每次重复中保持不变：${names.zh}。`,
      },
      items: unknown,
    },
  ];
}

/** Nodes that leaving out one indicator leaves without a score. */
function emptiedNotes({ options }: Uncertainty, nodes: readonly NodeResult[]): Note[] {
  if (!options.vary['leave-one-out']) return [];
  const emptied = nodes.filter(({ node }) => indicatorsOf(node).length === 1).map(({ node }) => node.id);
  if (emptied.length === 0) return [];
  const names = listed(emptied);
  return [
    {
      code: 'uncertainty/single-indicator',
      level: 'note',
      text: {
        en: `Without its only indicator a node has no score; its intervals rest on the other replicates: ${names.en}.`,
        zh: `去掉唯一指标后节点没有得分，其区间依据其余重复：${names.zh}。`,
      },
      items: emptied,
    },
  ];
}
