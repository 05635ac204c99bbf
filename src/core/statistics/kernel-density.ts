import { exp } from '../math/exp.ts';

/** Kernels, each a density about 0; all but the Gaussian are 0 beyond one bandwidth. */
export const KERNELS = ['gaussian', 'epanechnikov', 'triangular', 'quartic'] as const;
export type Kernel = (typeof KERNELS)[number];

/** 1 / sqrt(2 pi). */
const ROOT = 0.3989422804014327;

/** Bandwidths beyond which a kernel is 0; exp(-t^2 / 2) underflows at 38.6. */
const REACH: Record<Kernel, number> = { gaussian: 39, epanechnikov: 1, triangular: 1, quartic: 1 };

/**
 * Height of a kernel at t bandwidths from its centre: `gaussian` exp(-t^2/2)/sqrt(2 pi), `epanechnikov` 3/4 (1 - t^2),
 * `triangular` 1 - |t|, `quartic` 15/16 (1 - t^2)^2.
 * @example KERNELS.map((kernel) => kernelAt(kernel, 0)) // => [0.3989422804014327, 0.75, 1, 0.9375]
 */
export function kernelAt(kernel: Kernel, t: number): number {
  if (kernel === 'gaussian') return ROOT * exp(-0.5 * t * t);
  const inside = 1 - t * t;
  if (!(inside > 0)) return 0;
  if (kernel === 'epanechnikov') return 0.75 * inside;
  return kernel === 'triangular' ? 1 - Math.abs(t) : 0.9375 * inside * inside;
}

/** Slope of a kernel, up to a positive factor: only its sign is used, and whole numbers add up without rounding. */
function slopeAt(kernel: Kernel, t: number): number {
  if (kernel === 'gaussian') return -t * exp(-0.5 * t * t);
  const inside = 1 - t * t;
  if (!(inside > 0)) return 0;
  if (kernel === 'epanechnikov') return -t;
  if (kernel === 'triangular') return t === 0 ? 0 : t > 0 ? -1 : 1;
  return -t * inside;
}

/** A sample, ascending and without missing values, with what makes a density of it. */
export interface Density {
  sorted: ArrayLike<number>;
  h: number;
  kernel: Kernel;
}

/**
 * Kernel density f(x) = 1/(n h) sum K((x - x_i)/h); 0 where no value is in reach. Source: Silverman (1986).
 * @example densityAt({ sorted: [0], h: 2, kernel: 'triangular' }, 1) // => 0.25
 */
export function densityAt({ sorted, h, kernel }: Density, x: number): number {
  const far = REACH[kernel] * h;
  let total = 0;
  for (let i = firstFrom(sorted, x - far); i < sorted.length && sorted[i]! <= x + far; i++)
    total += kernelAt(kernel, (x - sorted[i]!) / h);
  return total / (sorted.length * h);
}

/** Slope of the density up to a positive factor. */
export function densitySlope({ sorted, h, kernel }: Density, x: number): number {
  const far = REACH[kernel] * h;
  let total = 0;
  for (let i = firstFrom(sorted, x - far); i < sorted.length && sorted[i]! <= x + far; i++)
    total += slopeAt(kernel, (x - sorted[i]!) / h);
  return total;
}

/** Position of the first value that is not below a limit. */
function firstFrom(sorted: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Evenly spaced places from `margin` bandwidths below the smallest to as many above the largest value.
 * @example [...densityGrid({ sorted: [0, 1], h: 1, kernel: 'gaussian' }, 3, 3)] // => [-3, 0.5, 4]
 */
export function densityGrid({ sorted, h }: Density, points: number, margin: number): Float64Array {
  const low = sorted[0]! - margin * h;
  const high = sorted[sorted.length - 1]! + margin * h;
  return Float64Array.from({ length: points }, (_, i) =>
    i === points - 1 ? high : low + ((high - low) * i) / (points - 1),
  );
}
