import type { Step } from '../choices.ts';
import type { Plan } from '../plan.ts';

/** The steps that a study is computed by. */
export interface Steps {
  impute: Step<'impute'>;
  normalise: Step<'normalise'>;
  weight: Step<'weight'>;
  /** By node. */
  aggregate: ReadonlyMap<string, Step<'aggregate'>>;
}

/** The steps of the study itself. */
export function ownSteps({ impute, normalise, weight, aggregate }: Plan): Steps {
  return { impute, normalise, weight, aggregate };
}

/** What tells a step from every other. */
export function keyOf(step: Step): string {
  return JSON.stringify([step.method.id, step.options, (step.parts ?? []).map(keyOf)]);
}

/** What tells one way of aggregating every node from every other. */
export function aggregateKey(steps: ReadonlyMap<string, Step<'aggregate'>>): string {
  return JSON.stringify([...steps].map(([node, step]) => [node, keyOf(step)]));
}

/**
 * A step in a few signs: its method, and the options that differ from the defaults, apart from those that are told elsewhere.
 * Methods whose options are data (weights, judgements, goalposts) are told by their name alone.
 */
export function labelOf(step: Step, apart: readonly string[] = []): string {
  const usual = step.method.options.safeParse({});
  const parts = (step.parts ?? []).map((part) => labelOf(part));
  const told = usual.success
    ? Object.entries(step.options).filter(
        ([key, value]) =>
          !apart.includes(key) && JSON.stringify(value) !== JSON.stringify((usual.data as never)[key]),
      )
    : [];
  const options = told.map(([key, value]) => `${key}: ${plain(value)}`);
  const all = [...(parts.length > 0 ? [parts.join(' + ')] : []), ...options];
  return all.length === 0 ? step.method.id : `${step.method.id} (${all.join(', ')})`;
}

/** A value of an option in a few signs. */
export function plain(value: unknown): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${plain(inner)}`)
      .join(' ');
  return Array.isArray(value) ? value.map(plain).join('–') : `${value}`;
}
