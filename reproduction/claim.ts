import { sum } from '../src/core/statistics/sum.ts';
import type { Papers } from './papers.ts';

/** What was found of a published number. */
export type Verdict =
  | 'reproduces'
  | 'reproduces in another way'
  | 'does not reproduce'
  | 'contradiction'
  | 'misprint'
  | 'consistent'
  | 'not checkable';

/** The check of one published number: what comes out, what that means, and the misprints that it hangs on. */
export interface Finding {
  recomputed: string;
  verdict: Verdict;
  why: string;
  /** Numbers of `docs/papers/errata.csv`. */
  errata?: readonly string[];
}

/** Checks by the name that the published number has in `reference_numbers.csv`. */
export type Claims = Readonly<Record<string, (papers: Papers) => Finding>>;

/** Whether a number rounds to what was printed, at the printed decimals. */
export function agrees(value: number, printed: string): boolean {
  const decimals = printed.split('.')[1]?.length ?? 0;
  return Math.abs(value - Number(printed)) <= 0.5 * 10 ** -decimals + 1e-12;
}

/** `reproduces` when every number rounds to what was printed, otherwise what the caller says. */
export function verdictOf(
  pairs: readonly (readonly [number, string])[],
  otherwise: Verdict = 'does not reproduce',
): Verdict {
  return pairs.every(([value, printed]) => agrees(value, printed)) ? 'reproduces' : otherwise;
}

/** `reproduces` when a statement holds, otherwise what the caller says. */
export function holds(statement: boolean, otherwise: Verdict = 'does not reproduce'): Verdict {
  return statement ? 'reproduces' : otherwise;
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Growth in percent of the earlier value. */
export function growth(from: number, to: number): number {
  return 100 * (to / from - 1);
}

export const fixed = (value: number, decimals = 4) => value.toFixed(decimals);
export const list = (values: readonly number[], decimals = 4) =>
  values.map((value) => fixed(value, decimals)).join(', ');

/** A number that needs what the paper does not publish. */
export function unpublished(what: string, errata?: readonly string[]): (papers: Papers) => Finding {
  return () => ({ recomputed: '–', verdict: 'not checkable', why: what, ...(errata ? { errata } : {}) });
}
