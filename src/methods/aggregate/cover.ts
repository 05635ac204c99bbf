import type { AggregateInput, AggregateOutcome } from '../method.ts';
import { weightsOf } from './weights-of.ts';

/**
 * Ends an aggregation: empties, in place, the freshly made columns of the rows whose observed cells hold less than
 * `coverage` of the weight, and lists the rows that rest on a part of it. Without any weight, cells are counted instead.
 * `isWhole` says that no cell is missing, where that is known.
 */
export function covered(
  input: AggregateInput,
  made: Record<string, Float64Array>,
  isWhole = input.table.columns.every(isComplete),
): AggregateOutcome {
  const { table, coverage } = input;
  const columns = Object.values(made);
  const partial: number[] = [];
  const empty: number[] = [];
  if (!isWhole) {
    for (let p = 0; p < table.periods.length; p++) {
      const weights = weightsOf(input.weights, p);
      for (let row = p * table.units; row < (p + 1) * table.units; row++) {
        const share = observedShare(table.columns, weights, row);
        if (share === 'all') continue;
        // A share of exactly the limit must pass, whatever the rounding of its sum.
        const enough = share > 0 && share >= coverage - 1e-12;
        (enough ? partial : empty).push(row);
        if (!enough) for (const column of columns) column[row] = Number.NaN;
      }
    }
  }
  return { table: { ...table, ids: Object.keys(made), columns }, partial, empty, notes: [] };
}

function isComplete(column: Float64Array): boolean {
  for (let row = 0; row < column.length; row++) if (column[row] !== column[row]) return false;
  return true;
}

function observedShare(columns: readonly Float64Array[], weights: Float64Array, row: number): number | 'all' {
  let seen = 0;
  let total = 0;
  let cells = 0;
  for (let c = 0; c < columns.length; c++) {
    total += weights[c]!;
    if (columns[c]![row] !== columns[c]![row]) continue;
    seen += weights[c]!;
    cells++;
  }
  if (cells === columns.length) return 'all';
  return total > 0 ? seen / total : cells / columns.length;
}
