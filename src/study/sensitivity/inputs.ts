import { SOBOL_DIMENSIONS, sobolColumn } from '../../core/statistics/sobol-sequence.ts';
import type { Varied } from '../uncertainty/choices.ts';
import type { Draw } from '../uncertainty/draw.ts';

/** A choice whose share of the variance is asked for. */
export interface Input {
  /** As written in the table. */
  id: string;
  kind:
    | 'weight-method'
    | 'weights'
    | 'experts'
    | 'weight'
    | 'leave-one-out'
    | 'normalise'
    | 'reference'
    | 'aggregate'
    | 'ideal'
    | 'impute'
    | 'error';
  /** Position of the indicator whose weight it is. */
  indicator?: number;
  /** Coordinates of the Sobol' points that it takes: the first, and how many. None: two random streams a row. */
  at: number;
  width: number;
}

/**
 * The choices that vary, each an input. One of several methods takes one coordinate. Perturbed weights are one input
 * with a coordinate per indicator, or an input for each; a Dirichlet vector, filled cells and errors of measurement
 * are one input each whose two samples are independent streams. So are all perturbed weights together where the
 * coordinates do not suffice.
 */
export function inputsOf(
  { options: { vary }, weights, normalise, aggregate }: Varied,
  indicators: readonly string[],
  by: 'choice' | 'indicator',
): Input[] {
  const inputs: Input[] = [];
  let at = 0;
  const add = (id: string, kind: Input['kind'], width: number, indicator?: number) => {
    inputs.push({ id, kind, at, width, ...(indicator === undefined ? {} : { indicator }) });
    at += width;
  };
  const several = (kind: Input['kind'], count: number) => {
    if (count > 1) add(kind, kind, 1);
  };
  several('weight-method', weights.length);
  several('normalise', normalise.length);
  several('reference', vary.reference?.length ?? 0);
  several('aggregate', aggregate.length);
  several('ideal', vary.ideal?.length ?? 0);
  if (vary['leave-one-out']) add('leave-one-out', 'leave-one-out', 1);
  const { perturb, dirichlet } = vary.weight ?? {};
  const each = perturb !== undefined && by === 'indicator';
  if (each) for (const [i, id] of indicators.entries()) add(`weight ${id}`, 'weight', 1, i);
  if (dirichlet !== undefined || (perturb !== undefined && !each)) {
    const wanted = perturb === undefined || each ? 0 : indicators.length;
    add('weights', 'weights', 2 * (at + wanted) > SOBOL_DIMENSIONS ? 0 : wanted);
  }
  if (vary.weight?.experts) add('experts', 'experts', 0);
  if (vary.impute) add('impute', 'impute', 0);
  if (vary.error) add('error', 'error', 0);
  return inputs;
}

/** How many coordinates one sample takes. */
export function coordinatesOf(inputs: readonly Input[]): number {
  return inputs.reduce((sum, { width }) => sum + width, 0);
}

/** How many computations a row of the samples takes: A, B, and A with each input taken from B. */
export function perRow(inputs: readonly Input[]): number {
  return inputs.length + 2;
}

/**
 * The draw of any computation: row by row, first of A, then of B, then of A with each input from B. A coordinate
 * falls into one of the equal bins of its methods.
 */
export function sobolDraws(
  { options: { vary }, weights, normalise, aggregate }: Varied,
  inputs: readonly Input[],
  { samples, seed, indicators }: { samples: number; seed: number; indicators: number },
): (index: number) => Draw {
  const coordinates = coordinatesOf(inputs);
  const points = Array.from({ length: 2 * coordinates }, (_, i) => sobolColumn(i, samples, seed));
  const width = perRow(inputs);
  return (index) => {
    const row = Math.floor(index / width);
    const variant = index % width;
    const draw: Draw = {
      streams: { weight: 0, experts: 0, impute: 0, error: 0 },
      ...{ weight: 0, normalise: 0, reference: 0, aggregate: 0, ideal: 0, dropped: -1 },
    };
    inputs.forEach((input, i) => {
      const sample = variant === 1 || variant === i + 2 ? 1 : 0;
      const number = (k = 0) => points[sample * coordinates + input.at + k]![row]!;
      const pick = (count: number) => Math.floor(number() * count);
      const stream = sample * samples + row;
      switch (input.kind) {
        case 'weight-method':
          draw.weight = pick(weights.length);
          break;
        case 'normalise':
          draw.normalise = pick(normalise.length);
          break;
        case 'reference':
          draw.reference = pick(vary.reference!.length);
          break;
        case 'aggregate':
          draw.aggregate = pick(aggregate.length);
          break;
        case 'ideal':
          draw.ideal = pick(vary.ideal!.length);
          break;
        case 'leave-one-out':
          // The last bin stands for leaving out none.
          draw.dropped = ((pick(indicators + 1) + 1) % (indicators + 1)) - 1;
          break;
        case 'weights':
          draw.streams.weight = stream;
          if (input.width > 0) draw.perturb = Float64Array.from({ length: input.width }, (_, k) => number(k));
          break;
        case 'weight':
          draw.perturb ??= new Float64Array(indicators);
          draw.perturb[input.indicator!] = number();
          break;
        default:
          draw.streams[input.kind] = stream;
      }
    });
    return draw;
  };
}
