import * as z from 'zod';
import { isNode, type Node } from '../../core/tree.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';

export const equal = method({
  id: 'equal',
  stage: 'weight',
  title: { en: 'Equal weights', zh: '等权' },
  about: {
    en: 'Gives every indicator 1/n; or, per node, divides each node equally among its children, so that dimensions count the same however many indicators they have.',
    zh: '每项指标取 1/n；或逐节点在子项之间平分，使各维度权重相同而与指标个数无关。',
  },
  formula: 'w_j = \\tfrac{1}{n}',
  cite: ['oecd2008'],
  options: z.strictObject({
    per: help(
      z.enum(['indicator', 'node']).default('indicator'),
      'Equal over all indicators, or among the children of every node',
      '在全部指标之间平分，或在每个节点的子项之间平分',
    ),
  }),
  run({ root, indicators }, { per }) {
    const shares = new Map<string, number>();
    if (per === 'node') divide(root, 1, shares);
    const weights = Float64Array.from(indicators, ({ id }) =>
      per === 'node' ? shares.get(id)! : 1 / indicators.length,
    );
    return { weights: [weights], details: {}, notes: [] };
  },
  sql: () => 'without data',
  describe: ({ per }) =>
    per === 'node'
      ? {
          en: 'Weights were equal among the children of every node of the index.',
          zh: '权重在各节点的子项之间平分。',
        }
      : { en: 'All indicators had equal weights.', zh: '各指标等权。' },
  examples: [],
});

function divide(node: Node, share: number, into: Map<string, number>): void {
  for (const child of node.children) {
    const part = share / node.children.length;
    if (isNode(child)) divide(child, part, into);
    else into.set(child.id, part);
  }
}
