import type { Step } from './choices.ts';

/** A step as a study file writes it, with every option: one word where it has none. */
export function writtenStep(step: Step): unknown {
  const options = step.parts ? { ...step.options, of: step.parts.map(writtenStep) } : step.options;
  return Object.keys(options).length === 0 ? step.method.id : { [step.method.id]: options };
}
