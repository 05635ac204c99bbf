import { atRows, completeRows } from './complete-rows.ts';
import { correlationMatrix } from './correlation-matrix.ts';
import { moments } from './moments.ts';
import { sum } from './sum.ts';

export interface Alpha {
  /** k / (k - 1) (1 - sum of the variances of the columns / variance of their sum). */
  raw: number;
  /** The same of the standardised columns: k r / (1 + (k - 1) r), where r is the mean correlation of the pairs. */
  standardised: number;
  /** How many rows were used. */
  rows: number;
}

/**
 * Cronbach's alpha (1951): how far k columns say the same, 1 when they agree wholly, near 0 when they are unrelated;
 * negative when they contradict each other. Columns must already point the same way. Only rows where all are observed
 * count. NaN for fewer than two columns or rows or a sum that does not vary; the standardised one also when a column
 * does not vary, or the standardised columns cancel each other out.
 * @example cronbachAlpha([Float64Array.of(1, 2, 3), Float64Array.of(2, 3, 4)]).raw // => 1
 */
export function cronbachAlpha(columns: readonly Float64Array[]): Alpha {
  const rows = completeRows(columns);
  const k = columns.length;
  if (k < 2 || rows.length < 2) return { raw: Number.NaN, standardised: Number.NaN, rows: rows.length };
  const cut = atRows(columns, rows);
  const whole = Float64Array.from(rows, (_, row) => sum(cut.map((column) => column[row]!)));
  const parts = sum(cut.map((column) => moments(column).sumSquares));
  const total = moments(whole).sumSquares;
  const { r } = correlationMatrix(cut);
  const pairs = r.flatMap((row, i) => [...row.subarray(0, i)]);
  const mean = sum(pairs) / pairs.length;
  // The variance of the sum of the standardised columns, over k; correlations are good to about 1e-15.
  const ofSum = 1 + (k - 1) * mean;
  return {
    raw: total > 0 ? (k / (k - 1)) * (1 - parts / total) : Number.NaN,
    standardised: ofSum > 1e-12 ? (k * mean) / ofSum : Number.NaN,
    rows: rows.length,
  };
}
