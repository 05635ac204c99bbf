import type { DataTable } from '../../core/data-table.ts';
import { listed, type Note } from '../../core/note.ts';
import type { Panel } from '../../core/panel.ts';
import { ProblemError } from '../../core/problem.ts';
import type { Table } from '../../core/table.ts';
import { indicatorsOf } from '../../core/tree.ts';
import type { Plan } from '../plan.ts';
import type { NodeResult, StepNote } from '../result.ts';
import { tooFew, type Uncertainty, type Varied } from './choices.ts';
import { countReplicates, type Surroundings } from './count.ts';
import { allFailed, failureNotes } from './failures.ts';
import { stabilityTables } from './stability-tables.ts';
import { uncertaintyTables } from './tables.ts';
import { LARGEST, tallySize } from './tally.ts';
import { type Spreads, spreadsOf, type Values } from './values.ts';

/**
 * Draws the choices of a study again and again, and says between which bounds its ranks, scores and grades stay.
 * Without tables where only the default asks for it and it cannot be computed; a note then says why.
 */
export async function uncertaintyOf(
  plan: Plan,
  uncertainty: Uncertainty,
  found: { panel: Panel; nodes: readonly NodeResult[]; values: Values; obstacles: Table | undefined },
  surroundings: Surroundings,
): Promise<{ tables: DataTable[]; notes: StepNote[] }> {
  const { panel, nodes, values } = found;
  const { replicates, interval } = uncertainty.options;
  const obstacle = uncertainty.isDefault ? obstacleTo(nodes, panel) : undefined;
  if (obstacle) return { tables: [], notes: [{ step: 'uncertainty', ...obstacle }] };
  refuseTooLarge(nodes, panel);
  const { tally, stability, failures } = await countReplicates(plan, uncertainty, found, surroundings);
  if (failures.count === replicates) throw allFailed(failures);
  const spreads = spreadsOf(
    values,
    panel.units.map(({ id }) => id),
  );
  const notes = [
    ...failureNotes(failures, replicates),
    ...valueNotes(plan, uncertainty, values, spreads),
    ...emptiedNotes(uncertainty, nodes),
  ];
  return {
    tables: [
      ...(await uncertaintyTables(panel, nodes, tally, interval, () => surroundings.begin(1))),
      ...stabilityTables(stability, plan, panel, nodes, interval),
    ],
    notes: notes.map((note) => ({ step: 'uncertainty', ...note })),
  };
}

/** Why the default cannot be computed. */
function obstacleTo(nodes: readonly NodeResult[], panel: Panel): Note | undefined {
  if (panel.units.length < 2)
    return tooFew({ en: 'one unit has no other to be ranked against', zh: '只有一个单元，无从排名' });
  if (!isTooLarge(nodes, panel)) return undefined;
  return {
    code: 'uncertainty/too-large',
    level: 'warning',
    text: {
      en: 'Uncertainty was not computed: counting the ranks of all units, periods and nodes takes more than 2 GB of memory. Fewer periods, e.g. by an overlay, make it possible.',
      zh: '未计算不确定性：统计全部单元、时期与节点的名次需要超过 2 GB 内存。减少时期（例如用覆盖文件）即可计算。',
    },
  };
}

function isTooLarge(nodes: readonly NodeResult[], { units, periods }: Panel): boolean {
  const classes = Math.max(0, ...nodes.map((node) => node.classes.length));
  return tallySize(nodes.length, periods.length, units.length, classes) > LARGEST;
}

function refuseTooLarge(nodes: readonly NodeResult[], panel: Panel): void {
  if (!isTooLarge(nodes, panel)) return;
  const { units, periods } = panel;
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
        en: `The error of imputation is not known where the method can find fewer than two hidden cells; filled cells keep their value in every replicate: ${names.en}.`,
        zh: `方法能够补出的隐藏单元格不足两个时，插补误差未知；插补值在每次重复中保持不变：${names.zh}。`,
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
