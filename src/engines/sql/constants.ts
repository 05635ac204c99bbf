import { sqlNumber } from '../../core/sql.ts';

/** Numbers that a pass works with, written into its text; those that differ by period come from a joined small table. */
export interface Constants {
  /** An expression for a number: one for all periods, or one for each. */
  of(values: readonly number[]): string;
  /** The join that the expressions need; empty when nothing differs by period. */
  join(): string;
}

export function constants(periods: readonly number[]): Constants {
  const columns: (readonly number[])[] = [];
  const known = new Map<string, string>();
  return {
    of(values) {
      if (values.every((value) => value === values[0])) return sqlNumber(values[0]!);
      const key = values.join();
      const name = known.get(key) ?? `k.c${columns.push(values) - 1}`;
      known.set(key, name);
      return name;
    },
    join() {
      if (columns.length === 0) return '';
      const rows = periods.map(
        (period, p) => `(${period}, ${columns.map((column) => sqlNumber(column[p]!)).join(', ')})`,
      );
      return ` JOIN (VALUES ${rows.join(', ')}) AS k(kt, ${columns.map((_, c) => `c${c}`).join(', ')}) ON k.kt = t`;
    },
  };
}
