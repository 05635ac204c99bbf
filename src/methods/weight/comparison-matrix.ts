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

/** Element-wise geometric mean of several experts' matrices; it keeps the result reciprocal. */
export function groupMatrix(experts: readonly Matrix[]): Matrix {
  if (experts.length === 1) return experts[0]!;
  return experts[0]!.map((row, i) =>
    row.map((_, j) => exp(sum(experts.map((matrix) => log(matrix[i]![j]!))) / experts.length)),
  );
}

/** A judgement whose change would raise consistency most, and what it would have to be. */
export interface Suggestion {
  row: number;
  column: number;
  given: number;
  better: number;
  consistencyRatio: number;
}

/** The pairs whose replacement by the ratio of the weights lowers the consistency ratio most, best first. */
export function suggestions(matrix: Matrix, table: RandomIndex, most = 3): Suggestion[] {
  const { weights } = judge(matrix, table);
  const found: Suggestion[] = [];
  for (let row = 0; row < matrix.length; row++) {
    for (let column = row + 1; column < matrix.length; column++) {
      const better = weights[row]! / weights[column]!;
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
