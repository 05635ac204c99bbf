import * as z from 'zod';
import { moments } from '../../core/statistics/moments.ts';
import { quantile } from '../../core/statistics/quantile.ts';
import type { Table } from '../../core/table.ts';
import type { Text } from '../../core/text.ts';
import type { ImputeOutcome, Method } from '../method.ts';
import { help } from '../options.ts';
import { alone, ofPeriod, ofUnit } from './alone.ts';
import { type Fill, filledBy, NO_FILL } from './filled-by.ts';

/** A method without its name. */
export type Shared<Z extends z.ZodObject> = Omit<
  Method<'impute', z.output<Z>>,
  'id' | 'stage' | 'options'
> & { options: Z };

/** A centre of values, with its name and its symbol. */
export interface Centre {
  name: Text;
  of(sorted: Float64Array): number;
  /** TeX of the centre of the observations in a set. */
  tex(set: string): string;
}

export const MEAN: Centre = {
  name: { en: 'mean', zh: '均值' },
  of: (sorted) => moments(sorted).mean,
  tex: (set) => `\\frac{1}{|${set}|}\\sum_{o \\in ${set}} x_o`,
};
export const MEDIAN: Centre = {
  name: { en: 'median', zh: '中位数' },
  of: (sorted) => quantile(sorted, 0.5),
  tex: (set) => `\\operatorname{median}_{o \\in ${set}} x_o`,
};

/**
 * Fills each missing cell with the centre of the observed cells of its indicator in the same set; `setOf` gives the set
 * of a row, below 0 where it is in none. Without an observation in the set a cell stays missing.
 * @example [...fillCentre({ units: 3, periods: [2010], ids: ['x'], columns: [Float64Array.of(1, 3, NaN)] }, ['units'], () => 0, MEAN).table.columns[0]] // => [1, 3, 2]
 */
export function fillCentre(
  table: Table,
  ways: readonly string[],
  setOf: (row: number) => number,
  { of }: Centre,
): ImputeOutcome {
  const centres = table.columns.map((column) => {
    if (!column.some(Number.isNaN)) return new Map<number, Fill>();
    const observed = new Map<number, number[]>();
    column.forEach((value, row) => {
      if (Number.isNaN(value)) return;
      const set = observed.get(setOf(row));
      if (set) set.push(value);
      else observed.set(setOf(row), [value]);
    });
    return new Map(
      [...observed].map(([set, values]) => [set, { value: of(Float64Array.from(values).sort()), way: 1 }]),
    );
  });
  return filledBy(table, ways, (c, row) =>
    setOf(row) < 0 ? NO_FILL : (centres[c]!.get(setOf(row)) ?? NO_FILL),
  );
}

/** Over what the centre was taken, for the sentence of the methods text. */
const OVER = {
  units: { en: 'of all units in the period', zh: '同一时期各单元' },
  periods: { en: 'of all periods of the unit', zh: '同一单元各时期' },
} as const;

const options = z.strictObject({
  across: help(
    z.enum(['units', 'periods']).default('units'),
    'units: over all units in the period; periods: over all periods of the unit',
    'units：同一时期各单元；periods：同一单元各时期',
  ),
});

/** What a method needs, besides its name, that fills with a centre over units or periods; `expected` is the centre of 1, 2 and 6. */
export function centred(centre: Centre, expected: number): Shared<typeof options> {
  const { name } = centre;
  const run = ({ table }: { table: Table }, { across }: z.output<typeof options>) =>
    fillCentre(
      table,
      [across],
      (row) => (across === 'units' ? Math.floor(row / table.units) : row % table.units),
      centre,
    );
  return {
    title: { en: `${capital(name.en)} imputation`, zh: `${name.zh}插补` },
    about: {
      en: `A missing cell takes the ${name.en} of the observed cells of its indicator, over the units in the same period or over the periods of the same unit. Where none is observed it stays missing. Zeros and negative values are used as they are. It narrows the spread of the indicator.`,
      zh: `缺失值取该指标已观测值的${name.zh}，范围为同一时期各单元或同一单元各时期；无观测值时保持缺失。零和负值原样使用。该方法会缩小指标的离散程度。`,
    },
    formula: `x_{ijt} = ${centre.tex('O')}`,
    cite: [],
    options,
    run,
    alone: (input, given) =>
      alone(input, given.across === 'units' ? ofPeriod : ofUnit, (cut) => run(cut, given)),
    describe: ({ across }) => ({
      en: `Missing values took the ${name.en} ${OVER[across].en}.`,
      zh: `缺失值取${OVER[across].zh}的${name.zh}。`,
    }),
    examples: [
      {
        title: { en: 'One unit of four missing', zh: '四个单元中缺一个' },
        source: 'closed form',
        input: {
          table: { units: 4, periods: [2010], ids: ['x'], columns: [Float64Array.of(1, 2, 6, Number.NaN)] },
        },
        options: {},
        expect: ({ table }) => ({
          value: table.columns[0]!,
          expected: [1, 2, 6, expected],
          tolerance: 1e-12,
        }),
      },
    ],
  };
}

/** A word with a capital. */
function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
