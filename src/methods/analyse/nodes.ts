import * as z from 'zod';
import { nearest } from '../../core/nearest.ts';
import type { Complaint } from '../../core/problem.ts';
import { nodesOf } from '../../core/tree.ts';
import type { AnalyseInput, CheckContext } from '../method.ts';
import { help } from '../options.ts';

/** Nodes of the index that an analysis looks at. */
export const nodes = help(
  z.array(z.string()).min(1).optional(),
  'Nodes of the index; default: all',
  '指标体系节点，默认全部',
);

/** Complains of nodes that the index does not have. */
export function checkNodes(written: readonly string[] | undefined, { root }: CheckContext): Complaint[] {
  const known = nodesOf(root).map(({ id }) => id);
  return (written ?? [])
    .filter((id) => !known.includes(id))
    .map((id) => {
      const near = nearest(id, known);
      return {
        code: 'study/unknown-node',
        path: ['nodes'],
        saw: { en: `the node ${id}`, zh: `节点 ${id}` },
        why: { en: 'the index has no node of this id', zh: '指标体系中没有该节点' },
        fix: near
          ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
          : { en: `use one of ${known.join(', ')}`, zh: `可用：${known.join('、')}` },
      };
    });
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
