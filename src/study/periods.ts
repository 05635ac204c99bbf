import type { WrittenSections } from './study.ts';

/** The periods of a study, ascending. */
export function spelledOut(periods: WrittenSections['periods']): number[] {
  if (Array.isArray(periods)) return [...periods].sort((a, b) => a - b);
  return Array.from({ length: periods.to - periods.from + 1 }, (_, i) => periods.from + i);
}
