import { roundToSum } from '../core/statistics/largest-remainder.ts';
import { dimensionOf } from '../core/tree.ts';
import { rankedUnits } from '../figures/figure.ts';
import { decimalsFor, fixed } from '../figures/format.ts';
import { rangeText } from '../figures/legend.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { statusCounts } from '../study/tables.ts';
import type { Grid } from './markup.ts';
import type { Words } from './words.ts';

type Lang = 'en' | 'zh';

export function systemGrid({ plan, weights }: Result, w: Words, lang: Lang): Grid {
  const vectors = weights.weights;
  const mean = plan.indicators.map(
    (_, i) => vectors.reduce((sum, vector) => sum + vector[i]!, 0) / vectors.length,
  );
  const printed = roundToSum(mean, 4);
  const dimensions = dimensionOf(plan.study.index);
  let before = '';
  return {
    caption: w.system,
    head: [w.dimension, w.indicator, w.title, w.measured, w.direction, w.weight],
    numbers: [5],
    rows: plan.indicators.map((indicator, i) => {
      const dimension = dimensions.get(indicator.id)!.title[lang];
      const shown = dimension === before ? '' : dimension;
      before = dimension;
      return [
        shown,
        indicator.id,
        indicator.title[lang],
        indicator.unit?.[lang] ?? '',
        indicator.direction === 'benefit' ? '+' : '−',
        fixed(printed[i]!, 4),
      ];
    }),
    ...(vectors.length > 1
      ? {
          note:
            lang === 'zh'
              ? '权重逐期不同，此处为平均值，见 weights.csv。'
              : 'Weights differ by period; these are means, see weights.csv.',
        }
      : {}),
  };
}

/** Every unit of the last period: rank, score and grade of the index, and the scores of its dimensions. */
export function rankingGrid(result: Result, w: Words, lang: Lang): Grid {
  const { panel, nodes } = result;
  const p = panel.periods.length - 1;
  const root = nodes[0]!;
  const dimensions = nodes.filter(({ node }) => root.node.children.includes(node));
  const withChange = p > 0;
  const places = (row: number) => {
    const moved = root.rank[row - panel.units.length]! - root.rank[row]!;
    return Number.isNaN(moved) ? '–' : moved === 0 ? '=' : moved > 0 ? `▲${moved}` : `▼${-moved}`;
  };
  return {
    caption: `${root.node.title[lang]}, ${panel.periods[p]}`,
    head: [
      w.rank,
      w.unit,
      w.score,
      w.grade,
      ...(withChange ? [`${w.change} (${panel.periods[p - 1]})`] : []),
      ...dimensions.map(({ node }) => node.title[lang]),
    ],
    numbers: [0, 2, ...dimensions.map((_, d) => d + (withChange ? 5 : 4))],
    rows: rankedUnits(result, root, p).map(({ unit, row }) => [
      `${root.rank[row]}`,
      panel.units[unit]!.name[lang],
      fixed(root.score[row]!, 4),
      `${root.grade[row]} ${root.classes[root.grade[row]! - 1]?.label?.[lang] ?? ''}`.trim(),
      ...(withChange ? [places(row)] : []),
      ...dimensions.map(({ score }) => fixed(score[row]!, 4)),
    ]),
    open: 30,
    note:
      lang === 'zh'
        ? '名次由完整精度的得分得出，并列取较小名次。'
        : 'Ranks come from scores at full precision; ties share the smallest rank.',
  };
}

export function gradesGrid({ nodes }: Result, w: Words, lang: Lang): Grid {
  const decimals = Math.max(
    4,
    ...nodes.map(({ classes }) => decimalsFor(classes.flatMap((one) => [one.lower, one.upper]))),
  );
  return {
    caption: w.grades,
    head: [w.node, w.grade, w.label, w.range, w.count],
    numbers: [1, 4],
    rows: nodes.flatMap(({ node, classes, goodnessOfFit }) =>
      classes.map((one, i) => [
        i === 0
          ? `${node.title[lang]}${goodnessOfFit === undefined ? '' : ` (GVF ${fixed(goodnessOfFit, 3)})`}`
          : '',
        `${one.grade}`,
        one.label?.[lang] ?? '',
        rangeText(one, decimals),
        `${one.count}`,
      ]),
    ),
    note:
      lang === 'zh'
        ? '上限含于本级，各期合并分级。'
        : 'Upper limits belong to their class; classes are shared by all periods.',
  };
}

/** Moves between grades of the index, from each period to the next. */
export function transitionGrids({ nodes, transitions, panel }: Result, w: Words, lang: Lang): Grid[] {
  const root = nodes[0]!;
  const name = (grade: number) => root.classes[grade - 1]?.label?.[lang] ?? `${grade}`;
  return panel.periods.slice(1).map((to, i) => {
    const from = panel.periods[i]!;
    const moves = transitions.filter((one) => one.node === root.node.id && one.fromPeriod === from);
    return {
      caption:
        lang === 'zh'
          ? `等级转移，${from} 至 ${to}（行：${from}，列：${to}）`
          : `Moves between grades, ${from} (rows) to ${to} (columns)`,
      head: [`${w.from} \\ ${w.to}`, ...root.classes.map((one) => name(one.grade))],
      numbers: root.classes.map((_, c) => c + 1),
      rows: root.classes.map(({ grade }) => [
        name(grade),
        ...moves.filter((one) => one.fromGrade === grade).map((one) => `${one.count}`),
      ]),
    };
  });
}

export function groupGrids(result: Result, w: Words, lang: Lang): Grid[] {
  const root = result.nodes[0]!;
  const rows = recordsOf(result, 'groups').filter((one) => one.node === root.node.id);
  return [...new Set(rows.map((one) => one.by as string))].map((by) => ({
    caption: `${root.node.title[lang]}: ${by}`,
    head: [w.group, w.period, w.mean, w.count, w.change, w.changePercent],
    numbers: [2, 3, 4, 5],
    rows: rows
      .filter((one) => one.by === by)
      .map((one) => [
        one.group as string,
        `${one.period}`,
        fixed(one.mean as number, 4),
        `${one.count}`,
        fixed(one.change as number, 4),
        fixed(one.change_percent as number, 2),
      ]),
  }));
}

/** The largest obstacles of every unit in the last period. */
export function obstacleGrid(result: Result, w: Words, lang: Lang): Grid {
  const { panel, plan, obstacles, nodes } = result;
  const p = panel.periods.length - 1;
  const top = (plan.analyses.obstacles!.options as { top: number }).top;
  return {
    caption: `${w.obstacles}, ${panel.periods[p]} (%)`,
    head: [w.rank, w.unit, ...Array.from({ length: top }, (_, i) => `${i + 1}`)],
    numbers: [0],
    rows: rankedUnits(result, nodes[0]!, p).map(({ unit, row }) => {
      const largest = obstacles!.ids
        .map((id, c) => ({ id, degree: obstacles!.columns[c]![row]! }))
        .filter(({ degree }) => degree > 0)
        .sort((a, b) => b.degree - a.degree)
        .slice(0, top)
        .map(
          ({ id, degree }) =>
            `${plan.indicators.find((one) => one.id === id)!.title[lang]} ${fixed(degree, 2)}`,
        );
      return [
        `${nodes[0]!.rank[row]}`,
        panel.units[unit]!.name[lang],
        ...largest,
        ...Array(top - largest.length).fill(''),
      ];
    }),
    open: 30,
  };
}

export function comparisonGrid({ weights, nodes }: Result, w: Words, lang: Lang): Grid {
  return {
    caption: lang === 'zh' ? '层次分析法一致性' : 'Consistency of the comparisons',
    head: [w.node, 'λmax', 'CI', 'RI', 'CR'],
    numbers: [1, 2, 3, 4],
    rows: weights.comparisons!.map((one) => [
      nodes.find(({ node }) => node.id === one.node)?.node.title[lang] ?? one.node,
      fixed(one.lambdaMax, 4),
      fixed(one.consistencyIndex, 4),
      fixed(one.randomIndex, 2),
      fixed(one.consistencyRatio, 4),
    ]),
  };
}

export function statusGrid(result: Result, w: Words, lang: Lang): Grid {
  return {
    caption:
      lang === 'zh' ? '各指标的数据状态（单元-时期数）' : 'What is known of each indicator (unit-periods)',
    head: [w.indicator, w.title, w.observed, w.derived, w.imputed, w.missing],
    numbers: [2, 3, 4, 5],
    rows: result.plan.indicators.map(({ id, title }) => {
      const counts = statusCounts(result, id);
      return [
        id,
        title[lang],
        `${counts.observed}`,
        `${counts.derived}`,
        `${counts.imputed}`,
        `${counts.missing}`,
      ];
    }),
  };
}

export function sourceGrid({ panel, boundaries, context }: Result, w: Words): Grid {
  const shapes = [boundaries, context].flatMap((one) =>
    one ? [[one.file, '', '', one.digest.slice(0, 16)]] : [],
  );
  return {
    caption: w.data,
    head: [w.file, w.licence, w.cite, w.digest],
    rows: [
      ...panel.sources.map((one) => [one.file, one.licence ?? '', one.cite ?? '', one.digest.slice(0, 16)]),
      ...shapes,
    ],
  };
}
