import * as z from 'zod';
import type { Complaint } from '../../core/problem.ts';
import { checkBy } from '../analyse/by.ts';
import type { CheckContext, ImputeInput } from '../method.ts';
import { help } from '../options.ts';
import { alone, ofPeriod } from './alone.ts';
import { type Centre, fillCentre, type Shared } from './centre.ts';

const options = z.strictObject({
  by: help(
    z.string().optional(),
    'A column of units.groups; needed where there are several',
    'units.groups 中的一列；有多列时必须写明',
  ),
});
type Options = z.output<typeof options>;

/** What a method needs, besides its name, that fills with a centre of the unit's group; `expected` is the centre of 1, 2 and 6. */
export function centredByGroup(centre: Centre, expected: number): Shared<typeof options> {
  const { name } = centre;
  const run = (input: ImputeInput, { by }: Options) => {
    const { units } = input.table;
    const groupOf = groupsOfUnits(input, by);
    const setOf = (row: number) => {
      const group = groupOf[row % units]!;
      return group < 0 ? -1 : Math.floor(row / units) * units + group;
    };
    return fillCentre(input.table, ['group'], setOf, centre);
  };
  return {
    title: { en: `Group ${name.en} imputation`, zh: `组内${name.zh}插补` },
    about: {
      en: `A missing cell takes the ${name.en} of the observed cells of its indicator over the units of the same group in the same period. A unit without a group, and a group without an observation in the period, stay missing. Zeros and negative values are used as they are. It narrows the spread within groups.`,
      zh: `缺失值取同一时期同组各单元该指标已观测值的${name.zh}。无分组的单元及该时期无观测值的组保持缺失。零和负值原样使用。该方法会缩小组内离散程度。`,
    },
    formula: `x_{ijt} = ${centre.tex('O_{g(i)}')}`,
    cite: [],
    options,
    run,
    alone: (input, given) => alone(input, ofPeriod, (cut) => run(cut, given)),
    describe: ({ by }) => ({
      en: `Missing values took the ${name.en} of the units of the same group${by === undefined ? '' : ` (${by})`} in the period.`,
      zh: `缺失值取同一时期同组${by === undefined ? '' : `（${by}）`}各单元的${name.zh}。`,
    }),
    check: checkGroup,
    examples: [
      {
        title: { en: 'Two groups, a gap in each, a unit in none', zh: '两组各缺一个，另有一个无分组单元' },
        source: 'closed form',
        input: {
          table: {
            units: 7,
            periods: [2010],
            ids: ['x'],
            columns: [Float64Array.of(1, 2, 6, Number.NaN, 100, Number.NaN, Number.NaN)],
          },
          groups: new Map([
            [
              'province',
              [
                { group: 'north', members: [0, 1, 2, 3] },
                { group: 'south', members: [4, 5] },
              ],
            ],
          ]),
        },
        options: { by: 'province' },
        expect: ({ table }) => ({
          value: table.columns[0]!,
          expected: [1, 2, 6, expected, 100, 100, Number.NaN],
          tolerance: 1e-12,
        }),
      },
    ],
  };
}

/** The position of each unit's group, -1 for none. */
function groupsOfUnits({ table, groups }: ImputeInput, by: string | undefined): Int32Array {
  const found = new Int32Array(table.units).fill(-1);
  const column = by ?? [...(groups?.keys() ?? [])][0] ?? '';
  groups?.get(column)?.forEach(({ members }, g) => {
    for (const unit of members) found[unit] = g;
  });
  return found;
}

function checkGroup({ by }: Options, context: CheckContext): Complaint[] {
  const { groups } = context;
  if (by !== undefined) return checkBy(by, context);
  if (groups.length === 1) return [];
  const code = 'impute/group';
  if (groups.length === 0)
    return [
      {
        code,
        path: [],
        saw: { en: 'imputation by group without any group', zh: '按组插补，但没有分组' },
        why: { en: 'the units have no column that groups them', zh: '单元没有分组列' },
        fix: { en: 'name an attribute column under units.groups', zh: '请在 units.groups 中写明属性列' },
      },
    ];
  const all = { en: groups.join(', '), zh: groups.join('、') };
  return [
    {
      code,
      path: [],
      saw: { en: `several groupings: ${all.en}`, zh: `有多种分组：${all.zh}` },
      why: { en: 'it is not said which of them fills gaps', zh: '未说明按哪一种插补' },
      fix: { en: 'write by: with one of them', zh: '请用 by: 写明其一' },
    },
  ];
}
