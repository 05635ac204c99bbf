import * as z from 'zod';
import type { Complaint } from '../../core/problem.ts';
import { withColumns } from '../../core/table.ts';
import type { CheckContext, TreatInput, TreatOutcome } from '../method.ts';
import { help } from '../options.ts';

/** Which indicators are treated; shared by every treatment. */
export const indicators = help(
  z.array(z.string()).min(1).optional(),
  'Indicators that are treated; all unless given',
  '要处理的指标；默认全部',
);

/** How one column is treated. */
export interface TreatRule {
  /** Constants of a column; undefined leaves it as it is. */
  estimate(column: Float64Array, id: string): Record<string, number> | undefined;
  apply(value: number, constants: Record<string, number>): number;
  /** Refuses what the constants do not fit. */
  admit?(input: TreatInput, constants: readonly Record<string, number>[]): void;
}

/**
 * Treats every chosen column by its own constants, estimated over all units and periods together or given by an earlier
 * run. Missing cells stay missing.
 */
export function treatColumns(
  input: TreatInput,
  chosen: readonly string[] | undefined,
  rule: TreatRule,
): Omit<TreatOutcome, 'notes'> {
  const { table, constants: earlier } = input;
  const constants = table.columns.map((column, c) => {
    if (earlier) return earlier[c]!;
    const id = table.ids[c]!;
    return (chosen?.includes(id) ?? true) ? (rule.estimate(column, id) ?? {}) : {};
  });
  rule.admit?.(input, constants);
  const columns = table.columns.map((column, c) => {
    const own = constants[c]!;
    return Object.keys(own).length === 0 ? column : column.map((value) => rule.apply(value, own));
  });
  return {
    table: withColumns(table, columns),
    constants,
    changed: columns.map((column, c) => differing(table.columns[c]!, column)),
  };
}

/** Rows whose observed value is another than before. */
function differing(before: Float64Array, after: Float64Array): Int32Array {
  if (before === after) return new Int32Array(0);
  const rows: number[] = [];
  for (let row = 0; row < before.length; row++)
    if (before[row] !== after[row] && before[row] === before[row]) rows.push(row);
  return Int32Array.from(rows);
}

/** Complains of ids that the index does not have. */
export function unknownIds(
  ids: readonly string[],
  context: CheckContext,
  path: (id: string, at: number) => Complaint['path'],
): Complaint[] {
  const known = new Set(context.indicators.map(({ id }) => id));
  return ids.flatMap((id, at) =>
    known.has(id)
      ? []
      : [
          {
            code: 'study/unknown-indicator',
            path: path(id, at),
            saw: { en: `the indicator ${id}`, zh: `指标 ${id}` },
            why: { en: 'the index has no indicator of this id', zh: '指标体系中没有该指标' },
            fix: { en: 'correct the id or leave it out', zh: '更正标识或删去' },
          },
        ],
  );
}
