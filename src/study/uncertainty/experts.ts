import type { Random } from '../../core/random.ts';
import type { Step } from '../choices.ts';

/** How many experts the judgements of a step are of, those of its parts included; 0 or 1 where nobody can disagree. */
export function expertsOf({ method, options, parts }: Step<'weight'>): number {
  return Math.max(0, method.experts?.(options) ?? 0, ...(parts ?? []).map(expertsOf));
}

/** The step with as many experts as it has, drawn with repetition (a bootstrap sample of the experts); parts likewise. */
export function ofDrawnExperts(step: Step<'weight'>, numbers: Random): Step<'weight'> {
  const { method, options, parts } = step;
  const experts = method.experts?.(options) ?? 0;
  const chosen = Array.from({ length: experts }, () => numbers.integer(experts));
  return {
    ...step,
    ...(experts > 1 ? { options: method.ofExperts!(options, chosen) } : {}),
    ...(parts ? { parts: parts.map((part) => ofDrawnExperts(part, numbers)) } : {}),
  };
}
