import type { Cell, DataTable } from '../../core/data-table.ts';
import {
  type SobolIndices,
  type SobolOutputs,
  sobolConvergence,
  sobolIndices,
  sobolIntervals,
} from '../../core/statistics/sobol-indices.ts';
import type { Input } from './inputs.ts';
import type { Measure } from './measures.ts';
import type { SensitivityOptions } from './schema.ts';

/** An index that moves by more than this from the first half of the rows to all has not settled. */
export const SETTLED = 0.1;
/** Rows drawn anew, times inputs, between two chances to act. */
const BLOCK = 10_000_000;

/** What is known of one output. */
export interface Explained {
  measure: Measure;
  whole: SobolIndices;
  /** The first eighth, quarter and half of the rows, and all. */
  parts: readonly SobolIndices[];
  first: { low: Float64Array; high: Float64Array };
  total: { low: Float64Array; high: Float64Array };
}

/** The outputs of one measure, from values that hold all measures of each computation, row by row. */
export function outputsOfMeasure(
  values: Float64Array,
  measure: number,
  { measures, inputs, samples }: { measures: number; inputs: number; samples: number },
): SobolOutputs {
  const column = (variant: number) =>
    Float64Array.from(
      { length: samples },
      (_, row) => values[(row * (inputs + 2) + variant) * measures + measure]!,
    );
  return { a: column(0), b: column(1), mixed: Array.from({ length: inputs }, (_, i) => column(i + 2)) };
}

/** The indices of one output with their intervals. */
export async function explain(
  measure: Measure,
  outputs: SobolOutputs,
  { resamples, level, seed }: Pick<SensitivityOptions, 'resamples' | 'level'> & { seed: number },
  pause: () => Promise<void>,
): Promise<Explained> {
  const whole = sobolIndices(outputs);
  const full = completeRows(outputs);
  const bounds = () => ({
    low: new Float64Array(whole.first.length),
    high: new Float64Array(whole.first.length),
  });
  const [first, total] = [bounds(), bounds()];
  // Resampled rows are the same whichever inputs are asked for, so that few at a time give the same bounds.
  const few = Math.max(1, Math.floor(BLOCK / (resamples * Math.max(1, whole.rows))));
  for (let from = 0; from < whole.first.length; from += few) {
    await pause();
    const some = { ...full, mixed: full.mixed.slice(from, from + few) };
    const found = sobolIntervals(some, { seed, times: resamples, level });
    for (const [into, given] of [
      [first, found.first],
      [total, found.total],
    ] as const) {
      into.low.set(given.low, from);
      into.high.set(given.high, from);
    }
  }
  return { measure, whole, parts: sobolConvergence(outputs), first, total };
}

function completeRows({ a, b, mixed }: SobolOutputs): SobolOutputs {
  const keep = (column: Float64Array) =>
    column.filter((_, row) => [a, b, ...mixed].every((one) => Number.isFinite(one[row]!)));
  return { a: keep(a), b: keep(b), mixed: mixed.map(keep) };
}

/** Whether no index moved by more than `SETTLED` from the first half of the rows to all. */
export function hasSettled({ whole, parts }: Pick<Explained, 'whole' | 'parts'>): boolean {
  const half = parts[parts.length - 2];
  if (!half) return false;
  const moved = (['first', 'total'] as const).flatMap((order) =>
    [...whole[order]].map((index, i) => Math.abs(index - half[order][i]!)),
  );
  return moved.every((by) => by <= SETTLED);
}

/** The tables of the analysis: a row per output and input, and the same of the parts of the rows. */
export function sensitivityTables(
  explained: readonly Explained[],
  inputs: readonly Input[],
  indicators: readonly string[],
): DataTable[] {
  return [
    {
      name: 'sensitivity',
      title: { en: 'Sensitivity to the choices', zh: '对各项选择的敏感性' },
      columns: [
        ...['output', 'input', 'first_order', 'first_low', 'first_high'],
        ...['total_order', 'total_low', 'total_high'],
        ...['measure', 'unit', 'indicator', 'variance', 'rows'],
      ],
      rows: explained.flatMap(({ measure, whole, first, total }) =>
        inputs.map(({ id, indicator }, i): Cell[] => [
          measure.output,
          id,
          ...[whole.first[i]!, first.low[i]!, first.high[i]!],
          ...[whole.total[i]!, total.low[i]!, total.high[i]!],
          measure.measure,
          measure.unit,
          indicator === undefined ? '' : indicators[indicator]!,
          whole.variance,
          whole.rows,
        ]),
      ),
    },
    {
      name: 'sensitivity-convergence',
      title: { en: 'Sensitivity indices by the number of rows', zh: '敏感性指数随样本行数的变化' },
      columns: ['rows', 'output', 'input', 'first_order', 'total_order'],
      rows: explained.flatMap(({ measure, parts }) =>
        inputs.flatMap(({ id }, i) =>
          parts.map((part): Cell[] => [part.rows, measure.output, id, part.first[i]!, part.total[i]!]),
        ),
      ),
    },
  ];
}
