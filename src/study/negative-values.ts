import type { Complaint } from '../core/problem.ts';
import type { Step } from './choices.ts';

/** A method that cannot take negative values, after a normaliser that gives them; it or one of its parts. */
export function negativeClash(
  normalise: Step<'normalise'>,
  after: Step<'weight'> | Step<'aggregate'>,
): Step<'weight'> | Step<'aggregate'> | undefined {
  if (normalise.method.nonNegative?.(normalise.options) ?? true) return undefined;
  // Data may still be free of negative values here (goalposts, a base period, published scores); only a certain clash is refused now.
  if (normalise.method.id !== 'z-score') return undefined;
  return [after, ...(after.parts ?? [])].find((step) => step.method.needsNonNegative?.(step.options));
}

/** What is said of such a method, at the place of the choice that brings it about. */
export function negativeComplaint(
  { method }: Step<'weight'> | Step<'aggregate'>,
  path: Complaint['path'],
): Complaint {
  return {
    code: 'method/negative-values',
    path,
    saw: { en: `${method.id} after z-score`, zh: `z-score 之后使用 ${method.id}` },
    why: {
      en: 'z-scores are negative for about half of the cells, and logarithms need values of 0 or more',
      zh: 'Z 分数约有一半为负，而对数需要非负值',
    },
    fix:
      method.id === 'entropy'
        ? {
            en: 'write weight: { entropy: { shift: common } } (or column), or normalise by min-max',
            zh: '写成 weight: { entropy: { shift: common } }（或 column），或改用 min-max 标准化',
          }
        : { en: 'normalise by min-max, goalposts or rank', zh: '改用 min-max、goalposts 或 rank 标准化' },
  };
}
