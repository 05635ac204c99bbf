import { principalEigenvector } from '../../core/linalg/principal-eigenvector.ts';
import { exp } from '../../core/math/exp.ts';
import { log } from '../../core/math/log.ts';
import { sum } from '../../core/statistics/sum.ts';
import { RANDOM_INDEX, type RandomIndex } from './random-index.ts';

export type Matrix = readonly (readonly number[])[];
export type Priority = 'eigenvector' | 'geometric-mean' | 'column-mean';

export interface Judged {
  weights: number[];
  lambdaMax: number;
  consistencyIndex: number;
  randomIndex: number;
  consistencyRatio: number;
}

/**
 * Weights and consistency of one positive reciprocal comparison matrix:
 * CI = (lambda max - n) / (n - 1), CR = CI / RI; both 0 for n <= 2, where no judgement can contradict another.
 */
export function judge(matrix: Matrix, table: RandomIndex, priority: Priority = 'eigenvector'): Judged {
  const n = matrix.length;
  const { vector, value } = principalEigenvector(matrix);
  const consistencyIndex = n <= 2 ? 0 : (value - n) / (n - 1);
  const randomIndex = RANDOM_INDEX[table][n] ?? Number.NaN;
  return {
    weights:
      priority === 'eigenvector'
        ? [...vector]
        : priority === 'geometric-mean'
          ? geometricMean(matrix)
          : columnMean(matrix),
    lambdaMax: value,
    consistencyIndex,
    randomIndex,
    consistencyRatio: n <= 2 ? 0 : consistencyIndex / randomIndex,
  };
}

/**
 * Element-wise geometric mean of several experts' matrices, a_ij = prod_k a_kij^(w_k / sum w); it keeps the result
 * reciprocal. Experts count alike where no weights are given. Source: Aczel and Saaty 1983.
 * @example groupMatrix([[[1, 4], [0.25, 1]], [[1, 1], [1, 1]]])[0][1] // => 2
 */
export function groupMatrix(experts: readonly Matrix[], weights?: readonly number[]): Matrix {
  if (experts.length === 1) return experts[0]!;
  const parts = weights ?? experts.map(() => 1);
  const total = sum(parts);
  return experts[0]!.map((row, i) =>
    row.map((_, j) => exp(sum(experts.map((matrix, k) => parts[k]! * log(matrix[i]![j]!))) / total)),
  );
}

/**
 * The nearest judgement of the scale of Saaty, 1/9 to 9, by ratio; between two the one nearer to 1.
 * @example [onScale(3.2), onScale(0.3), onScale(12)] // => [3, 0.3333333333333333, 9]
 */
export function onScale(value: number): number {
  if (value < 1) return 1 / onScale(1 / value);
  const below = Math.min(9, Math.floor(value));
  return below < 9 && value * value > below * (below + 1) ? below + 1 : below;
}

/** A judgement whose change would raise consistency most, and what it would have to be. */
export interface Suggestion {
  row: number;
  column: number;
  given: number;
  better: number;
  consistencyRatio: number;
}

/**
 * The pairs whose replacement by the ratio of the weights lowers the consistency ratio most, best first; `rounded` makes
 * a judgement of that ratio that can be given, and pairs that have it already are left out.
 */
export function suggestions(
  matrix: Matrix,
  table: RandomIndex,
  most = 3,
  rounded: (ratio: number) => number = (ratio) => ratio,
): Suggestion[] {
  const { weights } = judge(matrix, table);
  const found: Suggestion[] = [];
  for (let row = 0; row < matrix.length; row++) {
    for (let column = row + 1; column < matrix.length; column++) {
      const better = rounded(weights[row]! / weights[column]!);
      if (better === matrix[row]![column]) continue;
      const changed = matrix.map((values) => [...values]);
      changed[row]![column] = better;
      changed[column]![row] = 1 / better;
      const { consistencyRatio } = judge(changed, table);
      found.push({ row, column, given: matrix[row]![column]!, better, consistencyRatio });
    }
  }
  return found.sort((a, b) => a.consistencyRatio - b.consistencyRatio).slice(0, most);
}

function geometricMean(matrix: Matrix): number[] {
  const means = matrix.map((row) => exp(sum(row.map(log)) / row.length));
  const total = sum(means);
  return means.map((mean) => mean / total);
}

function columnMean(matrix: Matrix): number[] {
  const totals = matrix.map((_, j) => sum(matrix.map((row) => row[j]!)));
  return matrix.map((row) => sum(row.map((value, j) => value / totals[j]!)) / row.length);
}
