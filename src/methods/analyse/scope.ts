import * as z from 'zod';
import { nearest } from '../../core/nearest.ts';
import type { Complaint } from '../../core/problem.ts';
import { nodesOf } from '../../core/tree.ts';
import type { AnalyseInput, CheckContext } from '../method.ts';
import { help } from '../options.ts';

/** Periods that an analysis is limited to. */
export const periodsOption = help(
  z.array(z.int()).min(1).optional(),
  'Periods that are analysed; default: all',
  '分析的时期，默认全部',
);

/** Nodes that an analysis is limited to. */
export const nodesOption = help(
  z.array(z.string()).min(1).optional(),
  'Nodes of the index that are analysed; default: all',
  '分析的指标体系节点，默认全部',
);

interface Scope {
  periods?: readonly number[] | undefined;
  nodes?: readonly string[] | undefined;
}

/** Complains of periods and nodes that the study does not have. */
export function checkScope({ periods = [], nodes = [] }: Scope, context: CheckContext): Complaint[] {
  const known = nodesOf(context.root).map(({ id }) => id);
  return [
    ...periods
      .filter((period) => !context.periods.includes(period))
      .map((period) => unknown('period', 'periods', String(period), context.periods.map(String))),
    ...nodes.filter((node) => !known.includes(node)).map((node) => unknown('node', 'nodes', node, known)),
  ];
}

function unknown(
  kind: 'period' | 'node',
  option: string,
  written: string,
  known: readonly string[],
): Complaint {
  const near = nearest(written, known);
  return {
    code: `study/unknown-${kind}`,
    path: [option],
    saw: { en: `the ${kind} ${written}`, zh: `${kind === 'period' ? '时期' : '节点'} ${written}` },
    why: { en: `the study has no such ${kind}`, zh: '研究中没有该项' },
    fix: near
      ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
      : { en: `use one of ${known.join(', ')}`, zh: `可用：${known.join('、')}` },
  };
}

/** The scores of one node in one period. */
export interface Slice {
  period: number;
  node: string;
  /** A value per unit; NaN = no score. */
  scores: Float64Array;
  /** Position of the period among those of the study. */
  p: number;
}

/** Every period and node that is asked for, in study order, period by period. */
export function slices({ units, periods, scores }: AnalyseInput, scope: Scope): Slice[] {
  return periods.flatMap((period, p) =>
    scope.periods && !scope.periods.includes(period)
      ? []
      : scores.ids.flatMap((node, n) =>
          scope.nodes && !scope.nodes.includes(node)
            ? []
            : [
                {
                  period,
                  node,
                  p,
                  scores: scores.columns[n]!.subarray(p * units.length, (p + 1) * units.length),
                },
              ],
        ),
  );
}

/** The nodes asked for with their scores, in study order. */
export function scoresOf(
  { scores }: Pick<AnalyseInput, 'scores'>,
  wanted: readonly string[] = scores.ids,
): { node: string; column: Float64Array }[] {
  return scores.ids
    .map((node, n) => ({ node, column: scores.columns[n]! }))
    .filter(({ node }) => wanted.includes(node));
}
