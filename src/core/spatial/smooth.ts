import { exp } from '../math/exp.ts';
import { pow } from '../math/pow.ts';
import { standardDeviation } from '../statistics/deviation.ts';
import { moments } from '../statistics/moments.ts';

/** A kernel of the distance in bandwidths; what it is multiplied by cancels in a weighted mean. */
export interface Kernel {
  weight(distance: number): number;
  /** Bandwidths beyond which a place is too far from every point for a value. */
  reach: number;
  /**
   * Its bandwidth for the smoothing that a Gaussian of bandwidth 1 gives in two dimensions:
   * (R(K) / mu2(K)^2 / (R(G) / mu2(G)^2))^(1/6). Source: Silverman (1986), table 4.1.
   */
  canonical: number;
}

const inside = (distance: number) => Math.max(0, 1 - distance * distance);

/** Radial kernels in two dimensions. */
export const KERNELS = {
  gaussian: { weight: (distance) => exp(-0.5 * distance * distance), reach: 2, canonical: 1 },
  epanechnikov: { weight: inside, reach: 1, canonical: pow(192, 1 / 6) },
  quartic: {
    weight: (distance) => inside(distance) * inside(distance),
    reach: 1,
    canonical: pow(460.8, 1 / 6),
  },
} as const satisfies Record<string, Kernel>;

/**
 * Bandwidth of Scott's rule for a Gaussian in two dimensions: the root mean square of the standard deviations (n - 1) along
 * both axes times n^(-1/6). NaN for fewer than two points. Source: Scott (1992), equation 6.42.
 * @example scottBandwidth(Float64Array.of(0, 1), Float64Array.of(0, 0)).toFixed(6) // => '0.445449'
 */
export function scottBandwidth(x: Float64Array, y: Float64Array): number {
  const [sx, sy] = [standardDeviation(moments(x)), standardDeviation(moments(y))];
  return Math.sqrt((sx * sx + sy * sy) / 2) * pow(x.length, -1 / 6);
}

/**
 * Weighted mean of the values of points around a place (Nadaraya-Watson), the weight falling with the distance in
 * bandwidths. NaN where no point is within the reach of the kernel.
 * @example smoothAt(0, 0, [{ x: 0, y: 1, value: 3 }], KERNELS.gaussian, 1) // => 3
 */
export function smoothAt(
  x: number,
  y: number,
  points: readonly { x: number; y: number; value: number }[],
  { weight, reach }: Kernel,
  bandwidth: number,
): number {
  let nearest = Number.POSITIVE_INFINITY;
  let weights = 0;
  let total = 0;
  for (const point of points) {
    const [dx, dy] = [(point.x - x) / bandwidth, (point.y - y) / bandwidth];
    const distance = Math.sqrt(dx * dx + dy * dy);
    if (distance < nearest) nearest = distance;
    const own = weight(distance);
    weights += own;
    total += own * point.value;
  }
  return nearest <= reach && weights > 0 ? total / weights : Number.NaN;
}
