import { type Moments, moments } from './moments.ts';

/**
 * Skewness of the observed cells, corrected for bias under normality: G1 = sqrt(n (n - 1)) / (n - 2) g1 with g1 = m3
 * / m2^(3/2), as in Excel, SAS and SPSS (type 2 of Joanes & Gill 1998). NaN for fewer than 3 values or a constant.
 * @example skewness(Float64Array.of(1, 2, 3)) // => 0
 */
export function skewness(column: Float64Array): number {
  const found = moments(column);
  const n = found.count;
  if (n < 3 || !(found.sumSquares > 0)) return Number.NaN;
  const variance = found.sumSquares / n;
  const g1 = centralMoment(column, found, 3) / (variance * Math.sqrt(variance));
  return (Math.sqrt(n * (n - 1)) / (n - 2)) * g1;
}

/**
 * Excess kurtosis of the observed cells, corrected for bias under normality: G2 = (n - 1) / ((n - 2) (n - 3)) ((n +
 * 1) g2 + 6) with g2 = m4 / m2^2 - 3, as in Excel, SAS and SPSS (type 2 of Joanes & Gill 1998). 0 for a normal
 * distribution. NaN for fewer than 4 values or a constant.
 * @example excessKurtosis(Float64Array.of(1, 2, 3, 4)).toFixed(10) // => '-1.2000000000'
 */
export function excessKurtosis(column: Float64Array): number {
  const found = moments(column);
  const n = found.count;
  if (n < 4 || !(found.sumSquares > 0)) return Number.NaN;
  const variance = found.sumSquares / n;
  const g2 = centralMoment(column, found, 4) / (variance * variance) - 3;
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6);
}

/** Mean of a power of the deviations from the mean. */
function centralMoment(column: Float64Array, { count, mean }: Moments, order: 3 | 4): number {
  let total = 0;
  for (const value of column) {
    if (value !== value) continue;
    const deviation = value - mean;
    const square = deviation * deviation;
    total += order === 3 ? square * deviation : square * square;
  }
  return total / count;
}
