import { stream } from '../../core/random/stream.ts';
import { type Table, withColumns } from '../../core/table.ts';
import type { ImputeOutcome } from '../method.ts';

/** Errors of one indicator; `relative` is the sum of absolute errors over the sum of absolute values. */
export interface ImputationError {
  cells: number;
  compared: number;
  rmse: number;
  mae: number;
  relative: number;
}

/** Every hidden cell costs one imputation of the table. */
const MOST_HIDDEN = 200;

/**
 * Hides observed cells of each indicator one at a time, imputes, and compares: all of them, or a seeded sample of 200
 * where there are more. `cells` counts those that were hidden. A cell that the method leaves missing
 * counts among `cells` but not among `compared`; with nothing compared the errors are NaN, and so is `relative` when
 * all compared values are 0.
 */
export function leaveOneOutError(
  table: Table,
  impute: (table: Table) => ImputeOutcome,
  seed = 1,
): ImputationError[] {
  return table.columns.map((column, c) => {
    let cells = 0;
    let compared = 0;
    let squares = 0;
    let absolute = 0;
    let size = 0;
    for (const row of hiddenRows(column, table.ids[c]!, seed)) {
      const value = column[row]!;
      cells++;
      const hidden = column.slice();
      hidden[row] = Number.NaN;
      const columns = table.columns.map((other, i) => (i === c ? hidden : other));
      const error = impute(withColumns(table, columns)).table.columns[c]![row]! - value;
      if (Number.isNaN(error)) continue;
      compared++;
      squares += error * error;
      absolute += Math.abs(error);
      size += Math.abs(value);
    }
    const mean = (total: number) => (compared === 0 ? Number.NaN : total / compared);
    return {
      cells,
      compared,
      rmse: Math.sqrt(mean(squares)),
      mae: mean(absolute),
      relative: size === 0 ? Number.NaN : absolute / size,
    };
  });
}

/** Observed rows, at most so many, in study order; the sample is drawn without replacement. */
function hiddenRows(column: Float64Array, id: string, seed: number): number[] {
  const rows = [...column.keys()].filter((row) => !Number.isNaN(column[row]!));
  if (rows.length <= MOST_HIDDEN) return rows;
  const numbers = stream(seed, `imputation error ${id}`, 0);
  for (let i = 0; i < MOST_HIDDEN; i++) {
    const j = i + numbers.integer(rows.length - i);
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
  return rows.slice(0, MOST_HIDDEN).sort((a, b) => a - b);
}
