import { extent } from '../statistics/extent.ts';
import { moments } from '../statistics/moments.ts';
import { sum } from '../statistics/sum.ts';

/** What is left of a column of length 1 below which it counts as a combination of the columns before it. */
const DEPENDENT = 1e-13;

export interface LeastSquares {
  coefficients: Float64Array;
  fitted: Float64Array;
  residualSumSquares: number;
}

/**
 * Coefficients that minimise the sum of squared differences between y and a combination of columns, by Householder QR of
 * the columns scaled to length 1, so that their units cost no digits. Undefined when there are fewer rows than columns,
 * or when a column is a combination of others; missing cells must be removed first.
 * Source: Golub & Van Loan (2013), Matrix Computations, algorithms 5.2.1 and 5.3.2.
 * @example leastSquares([[1, 1, 1], [0, 1, 2]], [1, 3, 5])?.coefficients.map(Math.round) // => Float64Array.of(1, 2)
 */
export function leastSquares(
  columns: readonly ArrayLike<number>[],
  y: ArrayLike<number>,
): LeastSquares | undefined {
  const coefficients = solved(columns, y);
  if (!coefficients) return undefined;
  const fitted = Float64Array.from(y, (_, i) =>
    columns.reduce((total, column, j) => total + column[i]! * coefficients[j]!, 0),
  );
  const squares = fitted.map((value, i) => (y[i]! - value) * (y[i]! - value));
  return { coefficients, fitted, residualSumSquares: sum(squares) };
}

function solved(columns: readonly ArrayLike<number>[], y: ArrayLike<number>): Float64Array | undefined {
  const count = columns.length;
  if (y.length < count) return undefined;
  const scales = columns.map(length);
  if (scales.some((scale) => !(scale > 0))) return undefined;
  const reduced = columns.map((column, j) => {
    const copy = Float64Array.from(column);
    for (let i = 0; i < copy.length; i++) copy[i]! /= scales[j]!;
    return copy;
  });
  const right = Float64Array.from(y);
  const diagonal = new Float64Array(count);
  for (let j = 0; j < count; j++) {
    const turned = reflection(reduced[j]!, j);
    if (!turned) return undefined;
    diagonal[j] = turned.diagonal;
    for (let other = j + 1; other < count; other++) reflect(reduced[other]!, reduced[j]!, j, turned.factor);
    reflect(right, reduced[j]!, j, turned.factor);
  }
  const coefficients = new Float64Array(count);
  for (let j = count - 1; j >= 0; j--) {
    let left = right[j]!;
    for (let other = j + 1; other < count; other++) left -= reduced[other]![j]! * coefficients[other]!;
    coefficients[j] = left / diagonal[j]!;
  }
  for (let j = 0; j < count; j++) coefficients[j]! /= scales[j]!;
  return coefficients;
}

function length(column: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < column.length; i++) squares += column[i]! * column[i]!;
  return Math.sqrt(squares);
}

/** Turns the rows of a column from `from` into the vector of its reflection. */
function reflection(column: Float64Array, from: number): { diagonal: number; factor: number } | undefined {
  let squares = 0;
  for (let i = from; i < column.length; i++) squares += column[i]! * column[i]!;
  const size = Math.sqrt(squares);
  if (!(size > DEPENDENT)) return undefined;
  const head = column[from]!;
  // The sign that adds, so that no digits cancel.
  const diagonal = head > 0 ? -size : size;
  column[from] = head - diagonal;
  return { diagonal, factor: 1 / (size * (size + Math.abs(head))) };
}

function reflect(column: Float64Array, vector: Float64Array, from: number, factor: number): void {
  let dot = 0;
  for (let i = from; i < column.length; i++) dot += vector[i]! * column[i]!;
  const times = dot * factor;
  for (let i = from; i < column.length; i++) column[i]! -= times * vector[i]!;
}

export interface Polynomial extends LeastSquares {
  /** Share of the variance explained; NaN when y does not vary. */
  r2: number;
}

/**
 * The polynomial of an order that fits y best over s, coefficients ascending. Undefined where there are not more than
 * `order` different values of s. A constant y is fitted, but has no R2.
 * @example polynomial([0, 1, 2, 3], [1, 2, 5, 10], 2)?.coefficients.map(Math.round) // => Float64Array.of(1, 0, 1)
 */
export function polynomial(
  s: ArrayLike<number>,
  y: ArrayLike<number>,
  order: number,
): Polynomial | undefined {
  const found = leastSquares(powersOf(s, order), y);
  return found && { ...found, r2: determination(Float64Array.from(y), found.residualSumSquares) };
}

/**
 * The coefficients of `polynomial` alone, for many resamples.
 * @example polynomialCoefficients([0, 1, 2], [1, 3, 5], 1)?.map(Math.round) // => Float64Array.of(1, 2)
 */
export function polynomialCoefficients(
  s: ArrayLike<number>,
  y: ArrayLike<number>,
  order: number,
): Float64Array | undefined {
  return solved(powersOf(s, order), y);
}

function powersOf(s: ArrayLike<number>, order: number): Float64Array[] {
  const powers = [new Float64Array(s.length).fill(1)];
  for (let k = 1; k <= order; k++) powers.push(powers[k - 1]!.map((power, i) => power * s[i]!));
  return powers;
}

/**
 * Coefficient of determination: 1 - residual / total sum of squares about the mean; NaN when y does not vary.
 * @example determination(Float64Array.of(1, 2, 3), 0.5) // => 0.75
 */
export function determination(y: Float64Array, residualSumSquares: number): number {
  const { min, max } = extent(y);
  return min === max ? Number.NaN : 1 - residualSumSquares / moments(y).sumSquares;
}

/**
 * Value of a polynomial with ascending coefficients (Horner).
 * @example valueAt([1, 2, 3], 2) // => 17
 */
export function valueAt(coefficients: ArrayLike<number>, s: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * s + coefficients[k]!;
  return value;
}
