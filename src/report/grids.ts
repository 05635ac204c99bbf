import { rankedUnits } from '../figures/figure.ts';
import { fixed } from '../figures/format.ts';
import type { Grid } from '../figures/grid.ts';
import { bracketNote, moved } from '../figures/rank-table.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Transition } from '../study/result.ts';
import { statusCounts } from '../study/tables.ts';
import { rankIntervals, rankText } from '../study/uncertainty/rank-intervals.ts';
import type { Context } from './section.ts';
import { words } from './words.ts';

/** Steps between periods that have a table of moves each. */
const MOST_STEPS = 3;
const STATUSES = ['observed', 'derived', 'estimated', 'imputed', 'missing'] as const;

/** Every unit of the last period: rank, score and grade of the index, and the scores of its dimensions. */
export function rankingGrid({ result, lang }: Context): Grid[] {
  const w = words[lang];
  const { panel, nodes } = result;
  const p = panel.periods.length - 1;
  const root = nodes[0]!;
  const dimensions = nodes.filter(({ node }) => root.node.children.includes(node));
  const withChange = p > 0;
  const intervals = rankIntervals(result, root.node.id, panel.periods[p]!);
  return [
    {
      caption: `${root.node.title[lang]}, ${panel.periods[p]}`,
      columns: [
        { head: [w.rank], numeric: true },
        { head: [w.unit] },
        { head: [w.score], numeric: true },
        { head: [w.grade] },
        ...(withChange ? [{ head: [`${w.change} (${panel.periods[p - 1]})`], numeric: true }] : []),
        ...dimensions.map(({ node }) => ({ head: [node.title[lang]], numeric: true })),
      ],
      rows: rankedUnits(result, root, p).map(({ unit, row }) => [
        rankText(root.rank[row]!, intervals.get(panel.units[unit]!.id)),
        panel.units[unit]!.name[lang],
        fixed(root.score[row]!, 4),
        `${root.grade[row]} ${root.classes[root.grade[row]! - 1]?.label?.[lang] ?? ''}`.trim(),
        ...(withChange ? [moved(root.rank[row - panel.units.length]! - root.rank[row]!)] : []),
        ...dimensions.map(({ score }) => fixed(score[row]!, 4)),
      ]),
      open: 30,
      note:
        lang === 'zh'
          ? `名次由完整精度的得分得出，并列取较小名次。${bracketNote(result, lang)}`
          : `Ranks come from scores at full precision; ties share the smallest rank. ${bracketNote(result, lang)}`.trim(),
    },
  ];
}

/** Moves between grades of the index: a table for each step, or of many steps one that counts them all. */
export function transitionGrids({ result, lang }: Context): Grid[] {
  const { nodes, transitions, panel } = result;
  const w = words[lang];
  const root = nodes[0]!;
  const name = (grade: number) => root.classes[grade - 1]?.label?.[lang] ?? `${grade}`;
  const own = transitions.filter((one) => one.node === root.node.id);
  const grid = (caption: string, moves: typeof own): Grid => ({
    caption,
    columns: [
      { head: [`${w.from} \\ ${w.to}`] },
      ...root.classes.map((one) => ({ head: [name(one.grade)], numeric: true })),
    ],
    rows: root.classes.map((from) => [
      name(from.grade),
      ...root.classes.map((to) => `${countOf(moves, from.grade, to.grade)}`),
    ]),
  });
  const steps = panel.periods.slice(1).map((to, i) => ({ from: panel.periods[i]!, to }));
  if (steps.length > MOST_STEPS) {
    const [from, to] = [panel.periods[0], panel.periods[steps.length]];
    const caption =
      lang === 'zh'
        ? `等级转移，${from} 至 ${to} 年各步合计（行：前期，列：后期）`
        : `Moves between grades, all ${steps.length} steps from ${from} to ${to} (rows: before, columns: after)`;
    return [grid(caption, own)];
  }
  return steps.map(({ from, to }) =>
    grid(
      lang === 'zh'
        ? `等级转移，${from} 至 ${to}（行：${from}，列：${to}）`
        : `Moves between grades, ${from} (rows) to ${to} (columns)`,
      own.filter((one) => one.fromPeriod === from),
    ),
  );
}

function countOf(moves: readonly Transition[], from: number, to: number): number {
  return moves
    .filter((one) => one.fromGrade === from && one.toGrade === to)
    .reduce((sum, { count }) => sum + count, 0);
}

/** Consistency of the judgements of every comparison matrix. */
export function comparisonGrid({ result: { weights, nodes }, lang }: Context): Grid[] {
  if (!weights.comparisons) return [];
  return [
    {
      caption: lang === 'zh' ? '层次分析法一致性' : 'Consistency of the comparisons',
      columns: [
        { head: [words[lang].node] },
        ...['λmax', 'CI', 'RI', 'CR'].map((head) => ({ head: [head], numeric: true })),
      ],
      rows: weights.comparisons.map((one) => [
        nodes.find(({ node }) => node.id === one.node)?.node.title[lang] ?? one.node,
        fixed(one.lambdaMax, 4),
        fixed(one.consistencyIndex, 4),
        fixed(one.randomIndex, 2),
        fixed(one.consistencyRatio, 4),
      ]),
    },
  ];
}

/** What is known of every indicator. */
export function statusGrid({ result, lang }: Context): Grid[] {
  const w = words[lang];
  return [
    {
      caption:
        lang === 'zh' ? '各指标的数据状态（单元-时期数）' : 'What is known of each indicator (unit-periods)',
      columns: [
        { head: [w.indicator] },
        { head: [w.title], wrap: true },
        ...STATUSES.map((status) => ({ head: [w[status]], numeric: true })),
      ],
      rows: result.plan.indicators.map(({ id, title }) => {
        const counts = statusCounts(result, id);
        return [id, title[lang], ...STATUSES.map((status) => `${counts[status]}`)];
      }),
    },
  ];
}

/** How far off the imputation is where cells are known; nothing where none was filled. */
export function imputationGrid({ result, lang }: Context): Grid[] {
  const rows = recordsOf(result, 'imputation-error');
  if (rows.length === 0) return [];
  const w = words[lang];
  const { impute } = result.plan;
  const percent = (share: unknown) => fixed(100 * Number(share), 1);
  const short = (value: unknown) =>
    Number.isNaN(Number(value)) ? '–' : String(Number(Number(value).toPrecision(4)));
  return [
    {
      caption:
        lang === 'zh'
          ? `插补误差：${impute.method.title.zh}，逐一隐藏已知单元格`
          : `Error of the imputation: ${impute.method.title.en.toLowerCase()}, known cells hidden one at a time`,
      columns: [
        { head: [w.indicator] },
        ...(lang === 'zh'
          ? ['插补数', '比较数', 'RMSE', '占极差 %', '平均误差']
          : ['Filled', 'Compared', 'RMSE', '% of range', 'Mean error']
        ).map((head) => ({ head: [head], numeric: true })),
      ],
      rows: rows.map((row) => [
        String(row.indicator),
        String(row.filled),
        String(row.compared),
        short(row.rmse),
        Number.isNaN(Number(row.nrmse)) ? '–' : percent(row.nrmse),
        short(row.mean_error),
      ]),
      note:
        lang === 'zh'
          ? '平均误差大于 0 表示插补偏大。实际缺口较长时误差更大。'
          : 'A mean error above 0 means that the method fills with too much. Gaps longer than one cell are harder.',
    },
  ];
}

/** The files that were read. */
export function sourceGrid({ result: { panel, boundaries, context }, lang }: Context): Grid[] {
  const w = words[lang];
  const shapes = [boundaries, context].flatMap((one) =>
    one ? [[one.file, '', '', one.digest.slice(0, 16)]] : [],
  );
  return [
    {
      caption: w.data,
      columns: [w.file, w.licence, w.cite, w.digest].map((head) => ({ head: [head], wrap: true })),
      rows: [
        ...panel.sources.map((one) => [one.file, one.licence ?? '', one.cite ?? '', one.digest.slice(0, 16)]),
        ...shapes,
      ],
    },
  ];
}
