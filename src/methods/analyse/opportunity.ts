import * as z from 'zod';
import { INTEGRALS } from '../../core/statistics/opportunity.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { by, checkBy, checkVariable, columnsOf, everyone, groupsBy } from './by.ts';
import { OWN_SCORE, opportunityNotes, orderedUnits } from './opportunity-order.ts';
import { changeTable, curveTable, indexTable, measured } from './opportunity-tables.ts';
import { checkScope, nodesOption, periodsOption, slices } from './scope.ts';

export const opportunity = method({
  id: 'opportunity',
  stage: 'analyse',
  title: { en: 'Opportunity index and equity', zh: '机会指数与公平指数' },
  about: {
    en: 'Social opportunity function: within each group of units, and over all units together (group *; alone without by), units stand in ascending order of a variable, e.g. GDP per capita; the opportunity curve is the mean score of the lowest share p, the opportunity index its integral over p, the equity index their ratio to the mean (above 1: the low end holds more). index and equity are always the exact integral (each score spread evenly over its share), step and trapezoid the other sums; integral chooses which of them index_chosen, equity_chosen, the band, the changes and the figure use. equity_low to equity_high is where the equity index lies under random orders within the group, p its two-sided permutation value. Changes are split exactly into what the mean and what the equity did. The order takes the filled raw values of the period, whatever the direction of the indicator; ties stand in study order and are noted. A unit without a score, an ordering value or a positive population is left out with a note; groups with fewer than 2 usable units are skipped with a note; where the mean is not positive there is no equity index. Ordered by the score itself, the equity index is 1 minus the Bonferroni index and never exceeds 1; constant scores give 1.',
    zh: '社会机会函数：在各组内及全部单元（组名 *；未设 by 时仅此一组）中，单元按某变量（如人均地区生产总值）升序排列；机会曲线为最低份额 p 的平均得分，机会指数为其对 p 的积分，公平指数为机会指数与均值之比（大于 1 表示低端占有更多）。index 与 equity 始终为精确积分（各得分均匀分布于其份额内），step、trapezoid 为另两种求和；integral 决定 index_chosen、equity_chosen、置换区间、变化分解及图所用的积分。equity_low 至 equity_high 为组内随机排列下公平指数的区间，p 为双侧置换检验值。变化精确分解为均值与公平两部分。排序用该期插补后的原始值，不论指标方向；并列者按研究顺序并注明。无得分、无排序值或人口非正的单元不计入并注明；可用单元少于 2 个的组略去并注明；均值非正时无公平指数。按得分自身排序时公平指数等于 1 减 Bonferroni 指数，不超过 1；得分相同时为 1。',
  },
  formula:
    'O^* = \\int_0^1 \\bar y_p\\,dp,\\quad \\bar y_{P_k} = \\frac{\\sum_{i\\le k} s_i y_i}{P_k},\\quad \\varphi = O^*/\\bar y,\\quad \\Delta O^* = \\varphi_{mid}\\,\\Delta\\bar y + \\bar y_{mid}\\,\\Delta\\varphi',
  cite: ['ali2007', 'silber2010'],
  options: z.strictObject({
    by,
    order: help(
      z.string(),
      'Indicator or context variable whose values order the units from low to high; score: the score itself',
      '排序变量（指标或背景变量，由低到高）；score 表示按得分自身',
    ),
    population: help(
      z.string().optional(),
      'Indicator or context variable whose values are the shares of the units; default: equal shares',
      '作为单元份额的指标或背景变量，默认等份额',
    ),
    integral: help(
      z.enum(INTEGRALS).default('exact'),
      'Integral that index_chosen, equity_chosen, the band, the changes and the figure use; index and equity are always exact',
      'index_chosen、equity_chosen、区间、变化分解与图所用的积分；index 与 equity 始终为精确积分',
    ),
    permutations: help(
      z.int().min(0).max(99999).default(999),
      'Random orders that give the band of the equity index; 0: no band',
      '公平指数区间的随机排列次数；0 为不作',
    ),
    interval: help(
      z.number().gt(0).lt(1).default(0.9),
      'Share of the random orders that lies in the band',
      '区间所含随机排列的比例',
    ),
    periods: periodsOption,
    nodes: nodesOption,
  }),
  run(input, options) {
    const columns = columnsOf(options.by);
    const groups =
      columns.length === 0
        ? [everyone(input, '')]
        : columns.flatMap((column) => [...groupsBy(input, [column]), everyone(input, column)]);
    const orders = slices(input, options).map((slice) => orderedUnits(input, slice, options));
    const found = groups.flatMap((group) =>
      orders.map((order) => measured(group, order, options, input.seed)),
    );
    return {
      tables: [indexTable(found, options), curveTable(found, input.units), changeTable(found, options)],
      notes: opportunityNotes(input, orders, found, options),
    };
  },
  describe: ({ by: written, order, population, integral, permutations, interval }) => ({
    en: `Opportunity and equity indices (${integral} integral) were taken ${written === undefined ? 'over all units' : `by ${columnsOf(written).join(', ')}`}, units in ascending order of ${order === OWN_SCORE ? 'their own score' : order} with ${population === undefined ? 'equal shares' : `shares by ${population}`}${permutations === 0 ? '' : `; the band holds ${100 * interval} % of ${permutations} random orders`}.`,
    zh: `机会指数与公平指数（${{ exact: '精确积分', step: '阶梯求和', trapezoid: '梯形求和' }[integral]}）${written === undefined ? '就全部单元' : `按 ${columnsOf(written).join('、')} `}计算，单元依${order === OWN_SCORE ? '自身得分' : ` ${order} `}升序排列，${population === undefined ? '等份额' : `份额取 ${population}`}${permutations === 0 ? '' : `；区间含 ${permutations} 次随机排列的 ${100 * interval}%`}。`,
  }),
  check: (options, context) => [
    ...checkBy(options.by, context),
    ...(options.order === OWN_SCORE ? [] : checkVariable(options.order, 'order', context)),
    ...checkVariable(options.population, 'population', context),
    ...checkScope(options, context),
  ],
  examples: [
    {
      title: { en: 'Pearl River Delta, 2004', zh: '珠三角，2004 年' },
      source:
        'Yu et al. (2018), Tables A1 and 3: index 0.0826, equity 0.66, reproduced under the order Zhaoqing, Huizhou, Jiangmen, Zhongshan, Foshan, Guangzhou, Shenzhen, Zhuhai, Dongguan (roughly GDP per capita; the order is a hypothesis).',
      input: deltaInput(),
      options: { order: 'rank', integral: 'step', permutations: 0 },
      expect: ({ tables }) => {
        const column = (name: string) => tables[0]!.rows[0]![tables[0]!.columns.indexOf(name)] as number;
        return {
          value: [column('mean'), column('index_chosen'), Math.round(100 * column('equity_chosen')) / 100],
          expected: [0.1253, 0.0826, 0.66],
          tolerance: 5e-5,
        };
      },
    },
  ],
});

function deltaInput() {
  const cities = [
    'Zhaoqing',
    'Huizhou',
    'Jiangmen',
    'Zhongshan',
    'Foshan',
    'Guangzhou',
    'Shenzhen',
    'Zhuhai',
  ];
  const units = [...cities, 'Dongguan'];
  const scores = Float64Array.of(0.0365, 0.0655, 0.0489, 0.0772, 0.1031, 0.2657, 0.3307, 0.0732, 0.1273);
  const table = (id: string, column: Float64Array) => ({
    units: units.length,
    periods: [2004],
    ids: [id],
    columns: [column],
  });
  return {
    units,
    periods: [2004],
    root: { id: 'index', title: { en: '', zh: '' }, children: [] },
    scores: table('index', scores),
    ranks: table('index', scores),
    values: table(
      'rank',
      scores.map((_, i) => i),
    ),
    normalised: table(
      'rank',
      scores.map((_, i) => i),
    ),
    weights: [],
    groups: new Map(),
    seed: 1,
  };
}
