import { dirichlet } from '../../core/random/dirichlet.ts';
import { stream } from '../../core/random/stream.ts';
import type { Plan } from '../plan.ts';
import type { Varied } from './choices.ts';

/**
 * What one replicate drew: positions in the lists of choices, the indicator that it leaves out (-1 = none), and for
 * each kind of random numbers the index of the streams that they come from.
 */
export interface Draw {
  streams: { weight: number; experts: number; impute: number; error: number };
  weight: number;
  normalise: number;
  reference: number;
  aggregate: number;
  ideal: number;
  dropped: number;
  /** Numbers from 0 to 1 by indicator that perturb the weights, instead of those of the stream. */
  perturb?: Float64Array;
}

/**
 * The choices of a replicate. Each has a stream of its own by name and replicate, so that they depend neither on the
 * order of the replicates nor on what else varies.
 */
export function drawOf(
  { study, indicators }: Plan,
  { options, weights, normalise, aggregate }: Varied,
  index: number,
): Draw {
  const pick = (name: string, count: number) =>
    count > 1 ? stream(study.seed, `uncertainty ${name}`, index).integer(count) : 0;
  const { vary } = options;
  const n = indicators.length;
  return {
    streams: { weight: index, experts: index, impute: index, error: index },
    weight: pick('weight method', weights.length),
    normalise: pick('normalise', normalise.length),
    reference: pick('reference', vary.reference?.length ?? 0),
    aggregate: pick('aggregate', aggregate.length),
    ideal: pick('ideal', vary.ideal?.length ?? 0),
    // The last number stands for leaving out none.
    dropped: vary['leave-one-out'] ? ((pick('leave-one-out', n + 1) + 1) % (n + 1)) - 1 : -1,
  };
}

/**
 * The weights of a replicate, each vector summing to 1: drawn around given ones, without what was left out, whose
 * share goes to the others in proportion. Vectors of several periods share their random numbers, since a judgement
 * about an indicator holds in all of them. A vector that loses all its weight is all 0.
 */
export function drawnWeights(
  vectors: readonly Float64Array[],
  { study }: Plan,
  { options }: Varied,
  { streams, dropped, perturb: numbers }: Draw,
): Float64Array[] {
  const { perturb, dirichlet: concentration } = options.vary.weight ?? {};
  return vectors.map((given) => {
    const drawn =
      concentration === undefined
        ? given.slice()
        : dirichlet(given, concentration, stream(study.seed, 'uncertainty weight dirichlet', streams.weight));
    if (perturb !== undefined) {
      const uniform = stream(study.seed, 'uncertainty weight perturb', streams.weight);
      for (let i = 0; i < drawn.length; i++)
        drawn[i]! *= 1 + perturb * (2 * (numbers ? numbers[i]! : uniform.next()) - 1);
    }
    if (dropped >= 0) drawn[dropped] = 0;
    const total = drawn.reduce((sum, weight) => sum + weight, 0);
    return total > 0 ? drawn.map((weight) => weight / total) : drawn;
  });
}
