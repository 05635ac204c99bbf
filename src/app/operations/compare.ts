import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { run as compute, loadStudy } from '../../index.ts';
import { type ReadResult, readResultFolder } from '../../io/read-results.ts';
import { type Comparison, compareResults, shiftText } from '../../study/compare.ts';
import { resolvedStudy } from '../../study/manifest.ts';
import { referenceOf } from '../../study/reference/record.ts';
import { rankText } from '../../study/uncertainty/rank-intervals.ts';
import { operation } from '../operation.ts';
import { columns, heading } from '../text.ts';

/** Changes of rank that are shown. */
const SHOWN = 20;

export const compare = operation({
  id: 'compare',
  about: {
    en: 'Compare two results: differences of rank and score, goalposts and other constants that moved, and what differs in the studies.',
    zh: '比较两个结果：名次与得分的差异、变动的标准化上下限等常数，以及研究设置的差异。',
  },
  positional: ['a', 'b'],
  example: 'holling compare studies/world/results results-entropy --node index',
  input: z.object({
    a: z.string().describe('a result folder'),
    b: z.string().describe('another result folder, or a study, which is computed'),
    node: z.string().optional().describe('only this node (default: all)'),
  }),
  async run({ a, b, node }): Promise<Comparison> {
    const [first, second] = await Promise.all([resultOf(a), resultOf(b)]);
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
      ...movedLines(found, zh),
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

/** A result folder as it is, or a study without results of its own computed now. */
async function resultOf(folder: string): Promise<ReadResult> {
  const isStudy = existsSync(join(folder, 'study.yaml')) && !existsSync(join(folder, 'manifest.json'));
  if (!isStudy) return readResultFolder(folder);
  const result = await compute(await loadStudy(folder), { withoutUncertainty: true });
  const { panel, nodes } = result;
  const scores = panel.units.flatMap((unit, u) =>
    panel.periods.flatMap((period, p) =>
      nodes.map(({ node, score, rank }) => {
        const row = p * panel.units.length + u;
        return { unit: unit.id, period: `${period}`, node: node.id, score: score[row]!, rank: rank[row]! };
      }),
    ),
  );
  const resolved = JSON.parse(JSON.stringify(resolvedStudy(result.plan, panel))) as unknown;
  return { scores, resolved, record: referenceOf(result) };
}

/** Goalposts and other constants that differ, old and new beside each other, and how many scores they changed. */
function movedLines({ moved, differences }: Comparison, zh: boolean): string[] {
  if (moved.length === 0) return [];
  const changed = differences.filter(
    ({ scoreA, scoreB }) => scoreA !== scoreB && !Number.isNaN(scoreA + scoreB),
  );
  const short = (value: number) => (Number.isNaN(value) ? '–' : `${Number(value.toPrecision(6))}`);
  const kinds = {
    treatment: zh ? '异常值处理' : 'treatment',
    goalpost: zh ? '标准化上下限' : 'goalpost',
    weight: zh ? '权重' : 'weight',
    ideal: zh ? '理想点' : 'ideal point',
    limit: zh ? '等级界限' : 'class limit',
  };
  const posts = new Set(moved.filter(({ kind }) => kind === 'goalpost').map(({ id }) => id)).size;
  const rest = moved.length - SHOWN;
  return [
    heading(zh ? '变动的常数' : 'Constants that moved'),
    zh
      ? `  ${posts} 项指标的标准化上下限变动；共有的 ${differences.length} 个得分中有 ${changed.length} 个改变。`
      : `  goalposts of ${posts} indicator(s); ${changed.length} of ${differences.length} scores that both have change.`,
    columns(
      [
        zh ? ['类别', '对象', '常数', 'A', 'B'] : ['kind', 'of', 'constant', 'A', 'B'],
        ...moved
          .slice(0, SHOWN)
          .map((one) => [kinds[one.kind], one.id, one.name, short(one.before), short(one.now)]),
      ],
      ['left', 'left', 'left', 'right', 'right'],
    ),
    ...(rest > 0 ? [zh ? `  另有 ${rest} 项` : `  and ${rest} more`] : []),
  ];
}
