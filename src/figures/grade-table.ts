import * as z from 'zod';
import type { GradeClass, NodeResult, Result } from '../study/result.ts';
import { lang, nodeOf, widthOption } from './figure.ts';
import { decimalsFor, fixed } from './format.ts';
import { type Grid, noteOf } from './grid.ts';
import { tableFigure } from './table-figure.ts';
import { terms } from './table-terms.ts';

export const gradeTable = tableFigure({
  id: 'grade-table',
  title: { en: 'Grades', zh: '等级划分' },
  about: {
    en: 'Three-line table of the classes: the range and the count of every grade at the root and its dimensions. Upper limits belong to their class, so that the ranges leave no holes.',
    zh: '等级划分三线表：总体与各维度各等级的范围与数量。上限含于本级，各级范围首尾相接。',
  },
  options: z.object({
    lang,
    nodes: z.array(z.string()).min(1).optional().meta({
      description: 'nodes to show; default: the root and its dimensions',
      zh: '显示的节点，默认为根节点及各维度',
    }),
    width: widthOption(),
  }),
  available: () => true,
  grid(result, { lang: language, nodes: asked }): Grid {
    const t = terms[language];
    const nodes = asked ? asked.map((id) => nodeOf(result, id)) : topNodes(result);
    const decimals = Math.max(
      4,
      ...nodes.map(({ classes }) => decimalsFor(classes.flatMap((one) => [one.lower, one.upper]))),
    );
    const grades = Math.max(0, ...nodes.map(({ classes }) => classes.length));
    const labels = sharedLabels(nodes, grades, language);
    const isLabelled = nodes.some(({ classes }) => classes.some(({ label }) => label !== undefined));
    const cellsOf = (one: GradeClass | undefined): string[] => [
      ...(isLabelled && !labels ? [one?.label?.[language] ?? ''] : []),
      one ? rangeOf(one, decimals) : '–',
      one ? `${one.count}` : '–',
    ];
    return {
      caption: language === 'zh' ? '等级划分标准' : 'Criteria of the grades',
      columns: [
        { head: [t.grade], numeric: true },
        ...(labels ? [{ head: [t.label] }] : []),
        ...nodes.flatMap(({ node }) => {
          const title = node.title[language];
          const about = { node: node.id };
          return [
            ...(isLabelled && !labels ? [{ head: [title, t.label], about }] : []),
            { head: [title, t.range], whole: true, about },
            { head: [title, t.count], numeric: true, about },
          ];
        }),
      ],
      lead: labels ? 2 : 1,
      rows: Array.from({ length: grades }, (_, g) => [
        `${g + 1}`,
        ...(labels ? [labels[g]!] : []),
        ...nodes.flatMap(({ classes }) => cellsOf(classes[g])),
      ]),
      note: noteOf(sentences(result, nodes, language), language),
    };
  },
});

/** The root and the dimensions, in the order of the index. */
export function topNodes({ nodes }: Result): NodeResult[] {
  const root = nodes[0]!;
  return nodes.filter(({ node }) => node === root.node || root.node.children.includes(node));
}

/**
 * A range whose upper limit belongs to it; the first class has its lower limit too.
 * @example rangeOf({ grade: 2, lower: 0.25, upper: 0.5, count: 3 }, 2) // => '(0.25, 0.50]'
 */
export function rangeOf({ grade, lower, upper }: GradeClass, decimals: number): string {
  return `${grade === 1 ? '[' : '('}${fixed(lower, decimals)}, ${fixed(upper, decimals)}]`;
}

/** One label per grade where all nodes that have the grade agree. */
function sharedLabels(
  nodes: readonly NodeResult[],
  grades: number,
  language: 'en' | 'zh',
): string[] | undefined {
  const perGrade = Array.from({ length: grades }, (_, g) => [
    ...new Set(nodes.flatMap(({ classes }) => (classes[g] ? [classes[g].label?.[language] ?? ''] : []))),
  ]);
  if (perGrade.some((found) => found.length > 1) || perGrade.every(([label]) => !label)) return undefined;
  return perGrade.map(([label]) => label ?? '');
}

function sentences(result: Result, nodes: readonly NodeResult[], language: 'en' | 'zh'): string[] {
  const t = terms[language];
  const fits = nodes
    .filter(({ goodnessOfFit }) => goodnessOfFit !== undefined)
    .map(({ node, goodnessOfFit }) => `${node.title[language]} ${fixed(goodnessOfFit!, 3)}`);
  const isAll = nodes.length === result.nodes.length;
  if (language === 'zh')
    return [
      '上限含于本级，各期合并分级，数量为单元-时期数。',
      ...(fits.length > 0 ? [`方差拟合优度（GVF）：${fits.join(t.list)}。`] : []),
      ...(isAll ? [] : ['其余节点见 grades.csv。']),
    ];
  return [
    'Upper limits belong to their class; classes are shared by all periods, counts are unit-periods.',
    ...(fits.length > 0 ? [`Goodness of variance fit: ${fits.join(t.list)}.`] : []),
    ...(isAll ? [] : ['Other nodes: grades.csv.']),
  ];
}
