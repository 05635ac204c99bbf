import type { Step } from '../choices.ts';
import { optionOf, withOption } from '../choices.ts';
import { type Combination, labelled } from './labels.ts';
import type { Ideal, NormaliseReference } from './schema.ts';
import { aggregateKey, keyOf, type Steps } from './steps.ts';

/** The alternatives of every choice; those of the study stand first or are added. */
export interface Levels {
  impute: readonly Step<'impute'>[];
  normalise: readonly Step<'normalise'>[];
  weight: readonly Step<'weight'>[];
  /** Besides the study's own. */
  aggregate: readonly Step<'aggregate'>[];
  ideal?: readonly Ideal[];
  reference?: readonly NormaliseReference[];
}

export function sameStep(a: Step, b: Step): boolean {
  return keyOf(a) === keyOf(b);
}

/**
 * Every combination of the levels, the study's own first, each once: choices that do not apply (ideal points of a
 * weighted sum) make no combinations of their own.
 */
export function combinationsOf(own: Steps, levels: Levels): Combination[] {
  const normalise = levels.normalise.flatMap((step) => referred(step, own.normalise, levels.reference));
  const ways = [own.aggregate, ...levels.aggregate.map((step) => everywhere(own, step))];
  const aggregate = ways.flatMap((way) => idealised(way, own.aggregate, levels.ideal));
  const all = [own];
  for (const impute of levels.impute)
    for (const one of normalise)
      for (const weight of levels.weight)
        for (const way of aggregate) all.push({ impute, normalise: one, weight, aggregate: way });
  return labelled([...new Map(all.map((steps) => [stepsKey(steps), steps])).values()]);
}

function stepsKey({ impute, normalise, weight, aggregate }: Steps): string {
  return [keyOf(impute), keyOf(normalise), keyOf(weight), aggregateKey(aggregate)].join();
}

function everywhere({ aggregate }: Steps, step: Step<'aggregate'>): Map<string, Step<'aggregate'>> {
  return new Map([...aggregate.keys()].map((node) => [node, step]));
}

/** A normalisation under every reference that its method knows; as it is where none are named. */
function referred(
  step: Step<'normalise'>,
  own: Step<'normalise'>,
  references: readonly NormaliseReference[] | undefined,
): Step<'normalise'>[] {
  if (!references || optionOf(step, 'reference') === undefined) return [step];
  const ownReference = optionOf(own, 'reference');
  const wanted = ownReference === undefined ? references : [ownReference, ...references];
  return wanted
    .map((reference) => withOption(step, 'reference', reference))
    .filter(({ method, options }) => method.options.safeParse(options).success);
}

/** An aggregation of every node under every kind of ideal points, where TOPSIS is among its steps. */
function idealised(
  way: ReadonlyMap<string, Step<'aggregate'>>,
  own: ReadonlyMap<string, Step<'aggregate'>>,
  ideals: readonly Ideal[] | undefined,
): ReadonlyMap<string, Step<'aggregate'>>[] {
  const isTopsis = ({ method }: Step<'aggregate'>) => method.id === 'topsis';
  if (!ideals || ![...way.values()].some(isTopsis)) return [way];
  const ofOwn = [...own.values()].filter(isTopsis).map((step) => optionOf(step, 'ideal') as Ideal);
  return [...new Set([...ofOwn, ...ideals])].map(
    (ideal) =>
      new Map(
        [...way].map(([node, step]) => [node, isTopsis(step) ? withOption(step, 'ideal', ideal) : step]),
      ),
  );
}
