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

/**
 * Hides each observed cell of each indicator in turn, imputes, and compares. A cell that the method leaves missing
 * counts among `cells` but not among `compared`; with nothing compared the errors are NaN, and so is `relative` when
 * all compared values are 0.
 */
export function leaveOneOutError(table: Table, impute: (table: Table) => ImputeOutcome): ImputationError[] {
  return table.columns.map((column, c) => {
    let cells = 0;
    let compared = 0;
    let squares = 0;
    let absolute = 0;
    let size = 0;
    column.forEach((value, row) => {
      if (Number.isNaN(value)) return;
      cells++;
      const hidden = column.slice();
      hidden[row] = Number.NaN;
      const columns = table.columns.map((other, i) => (i === c ? hidden : other));
      const error = impute(withColumns(table, columns)).table.columns[c]![row]! - value;
      if (Number.isNaN(error)) return;
      compared++;
      squares += error * error;
      absolute += Math.abs(error);
      size += Math.abs(value);
    });
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
