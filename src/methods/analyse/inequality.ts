import * as z from 'zod';
import type { Cell, DataTable } from '../../core/data-table.ts';
import type { Note } from '../../core/note.ts';
import { standardDeviation } from '../../core/statistics/deviation.ts';
import { extent } from '../../core/statistics/extent.ts';
import { decomposed, gini, meanLogDeviation, theil } from '../../core/statistics/inequality.ts';
import { moments } from '../../core/statistics/moments.ts';
import { sum } from '../../core/statistics/sum.ts';
import { columnOf } from '../../core/table.ts';
import { type AnalyseInput, method } from '../method.ts';
import { help } from '../options.ts';
import { by, checkBy, checkVariable, columnsOf, groupsBy } from './by.ts';
import { exampleInput } from './example-input.ts';
import { leftOut } from './left-out.ts';

/** Fewer scores than this have no inequality. */
const NEEDED = 2;

export const inequality = method({
  id: 'inequality',
  stage: 'analyse',
  title: { en: 'Inequality of scores', zh: '得分差异' },
  about: {
    en: "Gini coefficient, Theil's T, mean logarithmic deviation (theil_l) and coefficient of variation (sd with n - 1 over the mean, never weighted) of the scores in each period. With groups (by), T and L are split into what lies between and within them; a group of one has nothing within, and units without a group are taken together as one. With a population, a second row weighs units by it; units whose population is missing or not positive are left out of that row. Needs two scores. A score of 0 counts as 0 in T (0 ln 0 = 0) and leaves L empty; a negative score leaves T and L empty, and a mean that is not positive everything but the spread; each with a note. Groups' own inequality is in inequality-groups.csv; groups with fewer than two scores are skipped there.",
    zh: '逐期得分的基尼系数、泰尔指数 T、平均对数离差（theil_l）与变异系数（样本标准差除以均值，不加权）。给出分组（by）时，T 与 L 分解为组间与组内；单一单元的组组内为 0，无分组的单元合为一组。给出人口时另有一行按人口加权，人口缺失或非正的单元不计入该行。至少需两个得分。得分为 0 时在 T 中计为 0（0 ln 0 = 0）而 L 为空；负得分使 T 与 L 为空；均值非正时除离散外均为空；均有提示。各组自身的差异见 inequality-groups.csv，得分少于两个的组予以跳过。',
  },
  formula:
    'G = \\frac{\\sum_{i,j} w_i w_j |x_i-x_j|}{2\\mu},\\quad T = \\sum_i w_i \\frac{x_i}{\\mu}\\ln\\frac{x_i}{\\mu},\\quad L = \\sum_i w_i \\ln\\frac{\\mu}{x_i}',
  cite: ['theil1967', 'shorrocks1980'],
  options: z.strictObject({
    by,
    population: help(
      z.string().optional(),
      'Indicator or context variable by which units weigh in a second row',
      '用于加权的指标或背景变量（另起一行）',
    ),
  }),
  run(input, options) {
    const columns = columnsOf(options.by);
    const notes = new Noted();
    const cases = casesOf(input, options.population, notes);
    return {
      tables: [
        wholeTable(input, cases, columns.length === 0 ? [''] : columns, notes),
        ...(columns.length === 0 ? [] : [groupTable(input, cases, columns, notes)]),
      ],
      notes: notes.all(),
    };
  },
  describe: ({ by: written, population }) => ({
    en: `Inequality of the scores was measured by the Gini coefficient, Theil's index${written === undefined ? '' : ` (between and within ${columnsOf(written).join(', ')})`} and the coefficient of variation${population === undefined ? '' : `, with equal weights and weighted by ${population}`}.`,
    zh: `以基尼系数、泰尔指数${written === undefined ? '' : `（按 ${columnsOf(written).join('、')} 分解为组间与组内）`}与变异系数衡量得分差异${population === undefined ? '' : `，并列等权与按 ${population} 加权的结果`}。`,
  }),
  check: (options, context) => [
    ...checkBy(options.by, context),
    ...checkVariable(options.population, 'population', context),
  ],
  examples: [
    {
      title: { en: 'Gini of five incomes', zh: '五个收入的基尼系数' },
      source: 'mathmodels (R package), example of gini0',
      input: exampleInput([10, 20, 30, 40, 100]),
      options: {},
      expect: ({ tables }) => ({
        value: [tables[0]!.rows[0]![2] as number],
        expected: [0.4],
        tolerance: 1e-12,
      }),
    },
    {
      title: { en: "Theil's T between and within two groups", zh: '两组的泰尔指数分解' },
      source: 'mathmodels (R package), example of theil0_g',
      input: exampleInput([10, 10, 8, 8, 8, 8, 6, 6, 6, 6, 6, 6, 4, 4, 4, 4, 2, 2], {
        groups: [
          { group: 'A', members: [0, 1, 12, 13, 14, 15, 16, 17] },
          { group: 'B', members: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] },
        ],
      }),
      options: { by: 'group' },
      expect: ({ tables }) => ({
        value: [3, 5, 6]
          .map((column) => tables[0]!.rows[0]![column] as number)
          .concat(tables[1]!.rows.map((row) => row[8] as number)),
        expected: [0.07907822, 0.01127992, 0.0677983, 0.1656871, 0.01021666],
        tolerance: 1e-8,
      }),
    },
  ],
});

/** What could not be used, by code. */
class Noted {
  readonly items = new Map<string, Set<string>>();

  add(code: keyof typeof TEXTS, item: string): void {
    const found = this.items.get(code) ?? new Set();
    this.items.set(code, found.add(item));
  }

  all(): Note[] {
    return Object.entries(TEXTS).flatMap(([code, [en, zh]]) =>
      leftOut(`inequality/${code}`, [...(this.items.get(code) ?? [])], en, zh),
    );
  }
}
const TEXTS = {
  'no-score': ['score(s) that do not exist are left out', '个得分不存在，未计入'],
  'no-population': [
    'unit-period(s) without a positive population are left out of the weighted rows',
    '个单元-时期无正的人口，未计入加权行',
  ],
  'too-few': ['set(s) of fewer than two scores are skipped', '处得分少于两个，已跳过'],
  'no-group': ['unit(s) without a group are taken together as one group', '个单元无分组，合为一组'],
  negative: [
    'set(s) with negative scores have no Theil index; their Gini can pass 1',
    '处有负得分，无泰尔指数，基尼系数可超过 1',
  ],
  zero: ['set(s) with a score of 0 have no mean logarithmic deviation', '处有得分为 0，无平均对数离差'],
  'no-mean': ['set(s) whose mean is not positive have no relative inequality', '处均值非正，无相对差异'],
} as const;

/** The scores of one period and node with the shares of their units. */
interface Case {
  period: number;
  node: string;
  weights: 'equal' | 'population';
  members: readonly number[];
  values: Float64Array;
  sizes: Float64Array;
}

function casesOf(input: AnalyseInput, population: string | undefined, notes: Noted): Case[] {
  const { units, periods, scores } = input;
  const people = population === undefined ? undefined : columnOf(input.values, population);
  return periods.flatMap((period, p) =>
    scores.ids.flatMap((node, n) => {
      const row = (unit: number) => p * units.length + unit;
      const seen = units
        .map((_, unit) => unit)
        .filter((unit) => {
          const isSeen = !Number.isNaN(scores.columns[n]![row(unit)]!);
          if (!isSeen) notes.add('no-score', `${units[unit]} ${period} ${node}`);
          return isSeen;
        });
      const made = (weights: Case['weights'], members: number[], size: (unit: number) => number): Case[] => {
        if (members.length < NEEDED) {
          notes.add('too-few', `${period} ${node}`);
          return [];
        }
        const values = Float64Array.from(members, (unit) => scores.columns[n]![row(unit)]!);
        return [{ period, node, weights, members, values, sizes: Float64Array.from(members, size) }];
      };
      const equal = made('equal', seen, () => 1);
      if (!people) return equal;
      const peopled = seen.filter((unit) => {
        const isPeopled = people[row(unit)]! > 0;
        if (!isPeopled) notes.add('no-population', `${units[unit]} ${period}`);
        return isPeopled;
      });
      return [...equal, ...made('population', peopled, (unit) => people[row(unit)]!)];
    }),
  );
}

interface Measures {
  mean: number;
  gini: number;
  theil: number;
  meanLogDeviation: number;
  cv: number;
  range: number;
}

function sharesOf(sizes: Float64Array): Float64Array {
  const total = sum(sizes);
  return sizes.map((size) => size / total);
}

function measured(values: Float64Array, sizes: Float64Array): Measures {
  const shares = sharesOf(sizes);
  const plain = moments(values);
  const { min, max } = extent(values);
  return {
    mean: sum(values.map((value, i) => value * shares[i]!)),
    gini: gini(values, shares),
    theil: theil(values, shares),
    meanLogDeviation: meanLogDeviation(values, shares),
    cv: plain.mean > 0 ? standardDeviation(plain) / plain.mean : Number.NaN,
    range: max - min,
  };
}

function wholeTable(
  input: AnalyseInput,
  cases: readonly Case[],
  columns: readonly string[],
  notes: Noted,
): DataTable {
  const rows = columns.flatMap((column) =>
    cases.map((one): Cell[] => {
      const { period, node, weights, members, values, sizes } = one;
      const found = measured(values, sizes);
      noteValues(`${period} ${node}`, values, found, notes);
      const groups = column === '' ? [] : membersByGroup(input, column, members, notes);
      const part = (weight: 'value' | 'share') =>
        groups.length === 0
          ? { between: Number.NaN, within: Number.NaN }
          : decomposed(values, sharesOf(sizes), groups, weight);
      const [t, l] = [part('value'), part('share')];
      return [
        ...[period, node, found.gini, found.theil, found.cv, t.between, t.within, weights],
        ...[values.length, column, found.meanLogDeviation, l.between, l.within, found.mean, found.range],
      ];
    }),
  );
  return {
    name: 'inequality',
    title: { en: 'Inequality of scores', zh: '得分差异' },
    columns: [
      ...['period', 'node', 'gini', 'theil', 'cv', 'theil_between', 'theil_within', 'weights'],
      ...['count', 'by', 'theil_l', 'theil_l_between', 'theil_l_within', 'mean', 'range'],
    ],
    rows,
  };
}

function noteValues(place: string, values: Float64Array, { mean }: Measures, notes: Noted): void {
  const { min } = extent(values);
  if (min < 0) notes.add('negative', place);
  if (min === 0) notes.add('zero', place);
  if (!(mean > 0)) notes.add('no-mean', place);
}

/** Positions within `members` by group; units without a group form the last one. */
function membersByGroup(
  input: AnalyseInput,
  column: string,
  members: readonly number[],
  notes: Noted,
): number[][] {
  const at = new Map(members.map((unit, i) => [unit, i]));
  const grouped = groupsBy(input, [column]).map((group) =>
    group.members.flatMap((unit) => (at.has(unit) ? [at.get(unit)!] : [])),
  );
  const taken = new Set(grouped.flat());
  const rest = members.map((_, i) => i).filter((i) => !taken.has(i));
  for (const i of rest) notes.add('no-group', input.units[members[i]!]!);
  return [...grouped, rest].filter((group) => group.length > 0);
}

function groupTable(
  input: AnalyseInput,
  cases: readonly Case[],
  columns: readonly string[],
  notes: Noted,
): DataTable {
  const rows = groupsBy(input, columns).flatMap(({ by: column, group, members: own }) =>
    cases.flatMap(({ period, node, weights, members, values, sizes }): Cell[][] => {
      const inside = members.map((_, i) => i).filter((i) => own.includes(members[i]!));
      if (inside.length < NEEDED) {
        notes.add('too-few', `${group} ${period} ${node}`);
        return [];
      }
      const pick = (from: Float64Array) => Float64Array.from(inside, (i) => from[i]!);
      const found = measured(pick(values), pick(sizes));
      const share = sum(pick(sizes)) / sum(sizes);
      return [
        [
          ...[column, group, period, node, weights, inside.length, share],
          ...[found.gini, found.theil, found.cv, found.meanLogDeviation, found.mean],
        ],
      ];
    }),
  );
  return {
    name: 'inequality-groups',
    title: { en: 'Inequality of scores within groups', zh: '组内得分差异' },
    columns: [
      ...['by', 'group', 'period', 'node', 'weights', 'count', 'share'],
      ...['gini', 'theil', 'cv', 'theil_l', 'mean'],
    ],
    rows,
  };
}
