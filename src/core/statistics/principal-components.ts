import { symmetricEigen } from '../linalg/symmetric-eigen.ts';
import { atRows, completeRows } from './complete-rows.ts';
import { correlationMatrix } from './correlation-matrix.ts';
import { standardDeviation } from './deviation.ts';
import { moments } from './moments.ts';

export interface PrincipalComponents {
  /** Variances of the components, the largest first; they sum to the number of columns that vary. */
  values: Float64Array;
  /** The share of the variance of all columns that each component explains. */
  shares: Float64Array;
  /** For each component, the correlation of every column with it: its unit vector times the root of its variance. */
  loadings: Float64Array[];
  /** For each component, the value of every row: the standardised columns times its unit vector. */
  scores: Float64Array[];
  /** How many rows were used. */
  rows: number;
}

/**
 * Principal components of the correlation matrix of columns, on the rows where all are observed; the scores of other
 * rows are NaN. A column that does not vary there takes no part: its loadings are NaN. The largest loading of each
 * component is positive. Columns are standardised by their sample standard deviation. Without two complete rows there
 * are no components.
 * @example principalComponents([Float64Array.of(1, 2, 3), Float64Array.of(1, 2, 4)]).shares.map((share) => Math.round(1000 * share)) // => Float64Array.of(991, 9)
 */
export function principalComponents(columns: readonly Float64Array[]): PrincipalComponents {
  const rows = completeRows(columns);
  const cut = atRows(columns, rows);
  const found = cut.map((column) => moments(column));
  const { r } = correlationMatrix(cut);
  const varying = columns.map((_, i) => i).filter((i) => r[i]![i] === 1);
  const { values, vectors } = symmetricEigen(varying.map((i) => varying.map((j) => r[i]![j]!)));
  const positive = values.map((value) => Math.max(0, value));
  return {
    values: positive,
    shares: positive.map((value) => value / varying.length),
    loadings: vectors.map((vector, k) => {
      const loadings = new Float64Array(columns.length).fill(Number.NaN);
      varying.forEach((at, i) => {
        loadings[at] = vector[i]! * Math.sqrt(positive[k]!);
      });
      return loadings;
    }),
    scores: vectors.map((vector) => {
      const scores = new Float64Array(columns[0]?.length ?? 0).fill(Number.NaN);
      for (const row of rows) {
        let score = 0;
        varying.forEach((at, i) => {
          score += (vector[i]! * (columns[at]![row]! - found[at]!.mean)) / standardDeviation(found[at]!);
        });
        scores[row] = score;
      }
      return scores;
    }),
    rows: rows.length,
  };
}
