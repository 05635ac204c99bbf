import * as z from 'zod';
import { log as ln } from '../../core/math/log.ts';
import { noteAbout } from '../../core/note.ts';
import { method } from '../method.ts';
import { indicators, treatColumns, unknownIds } from './columns.ts';
import { checkOffset, offset, offsetOf, refuseNotPositive, saidOffset, shifted } from './offset.ts';

export const log = method({
  id: 'log',
  stage: 'treat',
  title: { en: 'Logarithm', zh: '取对数' },
  about: {
    en: 'Takes the natural logarithm of every value, after adding the offset; order and direction stay. Values that are 0 or less with their offset are refused, every cell named. With offset: range (the log of COINr) the smallest value of an indicator is raised to 1 % of its range first; an indicator without spread is then left as it is. A constant stays constant, missing cells stay missing.',
    zh: '加偏移量后对各值取自然对数，次序与方向不变。加偏移量后仍不为正的值一律拒绝并逐一指出。offset: range（COINr 的对数）先将指标最小值抬升至极差的 1%，此时无差异的指标保持原样。常数仍为常数，缺失值保持缺失。',
  },
  formula: "x'_{ijt} = \\ln(x_{ijt} + c_j)",
  cite: ['oecd2008', 'becker2022'],
  options: z.strictObject({ indicators, offset }),
  check: ({ indicators: chosen, offset: written }, context) => [
    ...unknownIds(chosen ?? [], context, (_, at) => ['indicators', at]),
    ...checkOffset(written, chosen, context),
  ],
  run(input, { indicators: chosen, offset: written }) {
    const outcome = treatColumns(input, chosen, {
      estimate(column, id) {
        const added = offsetOf(written, column, id);
        return added === undefined ? undefined : { offset: added };
      },
      apply: (value, { offset: added }) => ln(value + added!),
      admit: (given, constants) => refuseNotPositive('log', given, constants),
    });
    const treated = input.table.ids.flatMap((id, c) => {
      const added = outcome.constants[c]!.offset;
      return added === undefined
        ? []
        : [added === 0 ? id : `${id} (${added > 0 ? '+' : ''}${Number(added.toPrecision(6))})`];
    });
    return {
      ...outcome,
      notes: noteAbout('treat/log', 'note', treated, (names) => ({
        en: `The logarithm of ${treated.length} indicator(s) was taken: ${names.en}.`,
        zh: `对 ${treated.length} 项指标取了对数：${names.zh}。`,
      })),
    };
  },
  rescales: true,
  worked: (value, _, { offset: added }) => `ln(${shifted(value, added!)})`,
  held: () => 'given',
  describe: ({ indicators: chosen, offset: written }) => {
    const said = saidOffset(written);
    return {
      en: `${chosen ? `The indicators ${chosen.join(', ')} were` : 'All indicators were'} replaced by their natural logarithms${said.en}.`,
      zh: `${chosen ? `指标 ${chosen.join('、')}` : '全部指标'}取自然对数${said.zh}。`,
    };
  },
  examples: [
    {
      title: { en: 'Logarithms of 0, 1 and 3 with an offset of 1', zh: '偏移量为 1 时 0、1、3 的对数' },
      source: 'closed form',
      input: { table: { units: 3, periods: [2010], ids: ['x'], columns: [Float64Array.of(0, 1, 3)] } },
      options: { offset: 1 },
      expect: ({ table }) => ({
        value: table.columns[0]!,
        expected: [0, 0.6931471805599453, 1.3862943611198906],
        tolerance: 1e-15,
      }),
    },
  ],
});
