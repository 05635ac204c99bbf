import * as z from 'zod';
import { noteAbout } from '../../core/note.ts';
import { boxCoxLambda, LAMBDA_RANGE, boxCox as transformed } from '../../core/statistics/box-cox.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { indicators, treatColumns, unknownIds } from './columns.ts';
import { checkOffset, offset, offsetOf, refuseNotPositive, saidOffset, shifted } from './offset.ts';

const { min, max } = LAMBDA_RANGE;

export const boxCox = method({
  id: 'box-cox',
  stage: 'treat',
  title: { en: 'Box-Cox transformation', zh: 'Box-Cox 变换' },
  about: {
    en: 'Raises values, after adding the offset, to the power lambda that makes them likeliest to be normal (maximum likelihood between -5 and 5, each indicator over all units and periods), or to the lambda given; order and direction stay. Values that are 0 or less with their offset are refused, every cell named. An indicator with fewer than 3 different values has no likeliest lambda and is left as it is, with a note. Missing cells stay missing.',
    zh: '加偏移量后按 λ 次幂变换；λ 由极大似然（-5 至 5，各指标合并全部单元与时期）求得，使其最接近正态，或为给定值；次序与方向不变。加偏移量后仍不为正的值一律拒绝并逐一指出。不同取值少于 3 个的指标无法估计 λ，保持原样并注明。缺失值保持缺失。',
  },
  formula:
    "x'_{ijt} = \\frac{(x_{ijt}+c_j)^{\\lambda_j}-1}{\\lambda_j},\\quad x'_{ijt} = \\ln(x_{ijt}+c_j)\\ \\text{if}\\ \\lambda_j=0",
  cite: ['box1964'],
  options: z.strictObject({
    indicators,
    lambda: help(
      z.number().min(min).max(max).optional(),
      'The power for every indicator; by maximum likelihood, each its own, unless given',
      '各指标共用的幂次；默认由极大似然逐指标估计',
    ),
    offset,
  }),
  check: ({ indicators: chosen, offset: written }, context) => [
    ...unknownIds(chosen ?? [], context, (_, at) => ['indicators', at]),
    ...checkOffset(written, chosen, context),
  ],
  run(input, { indicators: chosen, lambda, offset: written }) {
    const { ids } = input.table;
    const outcome = treatColumns(input, chosen, {
      estimate(column, id) {
        const added = offsetOf(written, column, id);
        if (added === undefined) return undefined;
        const positive = column.map((value) => value + added);
        // What is not positive is refused before it is transformed, whatever its power.
        if (positive.some((value) => value <= 0)) return { offset: added, lambda: 1 };
        const power = lambda ?? boxCoxLambda(positive);
        return power === undefined ? undefined : { offset: added, lambda: power };
      },
      apply: (value, { offset: added, lambda: power }) => transformed(value + added!, power!),
      admit: (given, constants) => refuseNotPositive('box-cox', given, constants),
    });
    const powers = ids.flatMap((id, c) => {
      const power = outcome.constants[c]!.lambda;
      return power === undefined ? [] : [`${id} (${Number(power.toPrecision(4))})`];
    });
    const left = ids.filter(
      (id, c) => (chosen?.includes(id) ?? true) && outcome.constants[c]!.lambda === undefined,
    );
    const atEnd = ids.filter((_, c) => {
      const power = outcome.constants[c]!.lambda;
      return lambda === undefined && power !== undefined && (power < min + 1e-6 || power > max - 1e-6);
    });
    return {
      ...outcome,
      notes: [
        ...noteAbout('treat/box-cox', 'note', powers, (names) => ({
          en: `${powers.length} indicator(s) were transformed by Box-Cox, with lambda: ${names.en}.`,
          zh: `${powers.length} 项指标作了 Box-Cox 变换，λ 为：${names.zh}。`,
        })),
        ...noteAbout('treat/no-lambda', 'warning', left, (names) => ({
          en: `${left.length} indicator(s) have no lambda, with too few different values, and were left as they are: ${names.en}.`,
          zh: `${left.length} 项指标不同取值过少，无法估计 λ，保持原样：${names.zh}。`,
        })),
        ...noteAbout('treat/lambda-at-end', 'warning', atEnd, (names) => ({
          en: `The likeliest lambda of ${atEnd.length} indicator(s) lies at an end of ${min} to ${max}; look at their values: ${names.en}.`,
          zh: `${atEnd.length} 项指标的最优 λ 位于 ${min} 至 ${max} 的端点，请检查其数值：${names.zh}。`,
        })),
      ],
    };
  },
  rescales: true,
  worked(value, _, { offset: added, lambda }) {
    const x = shifted(value, added!);
    return lambda === 0 ? `ln(${x})` : `((${x})^${lambda} - 1) / ${lambda}`;
  },
  held: () => 'given',
  describe: ({ indicators: chosen, lambda, offset: written }) => {
    const said = saidOffset(written);
    return {
      en: `${chosen ? `The indicators ${chosen.join(', ')} were` : 'All indicators were'} transformed by Box-Cox${said.en}, ${lambda === undefined ? 'each with the lambda of maximum likelihood' : `with lambda ${lambda}`}.`,
      zh: `${chosen ? `指标 ${chosen.join('、')}` : '全部指标'}作 Box-Cox 变换${said.zh}，${lambda === undefined ? 'λ 由极大似然逐指标估计' : `λ = ${lambda}`}。`,
    };
  },
  examples: [
    {
      title: { en: 'Powers of 1/2', zh: '二分之一次幂' },
      source: 'closed form',
      input: { table: { units: 3, periods: [2010], ids: ['x'], columns: [Float64Array.of(1, 4, 9)] } },
      options: { lambda: 0.5 },
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [0, 2, 4], tolerance: 1e-12 }),
    },
  ],
});
