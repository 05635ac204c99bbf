import * as z from 'zod';
import { readResultFolder } from '../../io/read-results.ts';
import { type Comparison, compareResults, shiftText } from '../../study/compare.ts';
import { rankText } from '../../study/uncertainty/rank-intervals.ts';
import { operation } from '../operation.ts';
import { columns, heading } from '../text.ts';

/** Changes of rank that are shown. */
const SHOWN = 20;

export const compare = operation({
  id: 'compare',
  about: {
    en: 'Compare two result folders: differences of rank and score, and what differs in the studies.',
    zh: '比较两个结果文件夹：名次与得分的差异，以及研究设置的差异。',
  },
  positional: ['a', 'b'],
  example: 'holling compare studies/world/results results-entropy --node index',
  input: z.object({
    a: z.string().describe('a result folder'),
    b: z.string().describe('another result folder'),
    node: z.string().optional().describe('only this node (default: all)'),
  }),
  async run({ a, b, node }): Promise<Comparison> {
    const [first, second] = await Promise.all([readResultFolder(a), readResultFolder(b)]);
    const of = (scores: typeof first.scores) =>
      node === undefined ? scores : scores.filter((row) => row.node === node);
    return compareResults({ ...first, scores: of(first.scores) }, { ...second, scores: of(second.scores) });
  },
  show(found, { lang }) {
    const zh = lang === 'zh';
    const moved = found.differences
      .filter((one) => one.rankA !== one.rankB || one.scoreA !== one.scoreB)
      .slice(0, SHOWN);
    const number = (value: number) => (Number.isNaN(value) ? '–' : value.toFixed(4));
    return [
      shiftText(found)[lang],
      ...(found.onlyA.length + found.onlyB.length > 0
        ? [
            zh
              ? `仅 A 有 ${found.onlyA.length} 行，仅 B 有 ${found.onlyB.length} 行。`
              : `Only in A: ${found.onlyA.length} row(s); only in B: ${found.onlyB.length}.`,
          ]
        : []),
      heading(zh ? '研究设置的差异' : 'Settings that differ'),
      found.settings.length === 0
        ? zh
          ? '  无'
          : '  none'
        : columns(
            found.settings.slice(0, 30).map((one) => [one.key, one.a || '–', one.b || '–']),
            ['left', 'left', 'left'],
          ),
      heading(zh ? '名次变动最大者' : 'Largest changes of rank'),
      columns(
        [
          zh
            ? ['单元', '时期', '节点', '名次 A', '名次 B', '得分 A', '得分 B']
            : ['unit', 'period', 'node', 'rank A', 'rank B', 'score A', 'score B'],
          ...moved.map((one) => [
            one.unit,
            one.period,
            one.node,
            rankText(one.rankA, one.intervalA),
            rankText(one.rankB, one.intervalB),
            number(one.scoreA),
            number(one.scoreB),
          ]),
        ],
        ['left', 'left', 'left', 'right', 'right', 'right', 'right'],
      ),
    ].join('\n');
  },
});
