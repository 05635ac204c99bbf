import * as z from 'zod';
import type { Cell } from '../../core/data-table.ts';
import { rankClasses } from '../../core/statistics/rank-classes.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { exampleInput } from './example-input.ts';
import { leftOut } from './left-out.ts';
import { checkScope, nodesOption } from './scope.ts';

export const quartiles = method({
  id: 'quartiles',
  stage: 'analyse',
  title: { en: 'Classes by rank', zh: '按名次分级' },
  about: {
    en: 'Divides the units of each period into equal numbers by rank: class = ceil(k rank / n), where n units have a score; 1 is the top quarter when k = 4. Ties share the class of their smallest rank. With fewer units than classes some classes are empty. A unit without a score has no class and is noted.',
    zh: '逐期按名次将单元等分：等级=ceil(k×名次/n)，n 为有得分的单元数；k=4 时 1 为前四分之一。并列者取最小名次所在等级。单元少于等级数时部分等级为空。无得分者无等级，并予提示。',
  },
  formula: 'q_i = \\lceil k\\, \\mathrm{rank}_i / n \\rceil',
  cite: [],
  options: z.strictObject({
    classes: help(z.int().min(2).max(20).default(4), 'Number of classes', '等级数'),
    nodes: nodesOption,
  }),
  run(input, { classes, nodes: wanted = input.ranks.ids }) {
    const { units, periods, ranks } = input;
    const unranked: string[] = [];
    const shown = ranks.ids.flatMap((node, n) => (wanted.includes(node) ? [{ node, n }] : []));
    const classed = shown.map(({ n }) =>
      periods.map((_, p) =>
        rankClasses(ranks.columns[n]!.subarray(p * units.length, (p + 1) * units.length), classes),
      ),
    );
    const rows = units.flatMap((unit, u) =>
      periods.flatMap((period, p) =>
        shown.map(({ node }, i): Cell[] => {
          const found = classed[i]![p]![u]!;
          if (found !== found) unranked.push(`${unit} ${period} ${node}`);
          return [unit, period, node, found];
        }),
      ),
    );
    return {
      tables: [
        {
          name: 'quartiles',
          title: { en: 'Classes by rank (1 = top)', zh: '按名次的等级（1 为最高）' },
          columns: ['unit', 'period', 'node', 'class'],
          rows,
        },
      ],
      notes: leftOut(
        'quartiles/no-score',
        unranked,
        'score(s) that do not exist have no class',
        '个得分不存在，无等级',
      ),
    };
  },
  describe: ({ classes }) => ({
    en: `Units were divided by rank within each period into ${classes} classes of equal number.`,
    zh: `各期单元按名次等分为 ${classes} 级。`,
  }),
  check: (options, context) => checkScope(options, context),
  examples: [
    {
      title: { en: 'Ties share the class of their smallest rank', zh: '并列者同级' },
      source: 'By hand: ranks 1, 2, 2, 4, 5, 6, 7, 8 in four classes',
      input: exampleInput([1, 2, 2, 4, 5, 6, 7, 8]),
      options: {},
      expect: ({ tables }) => ({
        value: tables[0]!.rows.map((row) => row[3] as number),
        expected: [1, 1, 1, 2, 3, 3, 4, 4],
        tolerance: 0,
      }),
    },
  ],
});
