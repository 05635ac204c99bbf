import { dot, orthonormal } from '../../core/linalg/orthonormal.ts';
import { extent } from '../../core/statistics/extent.ts';
import type { Table } from '../../core/table.ts';
import { inOrderOfValues, type Reduction, reduction } from './reduction.ts';

/** A regression of one column on others with an intercept, over the rows in which all of them are observed. */
export interface Fit {
  /** Columns of the predictors that are used, and of those that are combinations of the ones before them. */
  used: number[];
  dependent: number[];
  /** The intercept first. */
  coefficients: Float64Array;
  /** How many rows the fit rests on, and how far one of them draws it to itself (0 to 1). */
  count: number;
  leverage: (row: number) => number;
}

/**
 * The regression of one column of a reduction on all its others, read off the inverse.
 * Source: Whittaker (1990), Graphical Models in Applied Multivariate Statistics, section 5.7.
 */
function fitWithin(
  { count, coordinates, placed }: Reduction,
  inverse: readonly Float64Array[],
  target: number,
): Fit | undefined {
  const columns = [...coordinates.keys()];
  if (columns.length < 2 || count <= columns.length) return undefined;
  const at = columns.indexOf(target) + 1;
  const own = inverse[at]!;
  const size = dot(own, own);
  return {
    used: columns.filter((c) => c !== target),
    dependent: [],
    coefficients: Float64Array.from(
      inverse.filter((_, j) => j !== at),
      (row) => -dot(row, own) / size,
    ),
    count,
    leverage(row) {
      const place = placed(row);
      const share = dot(place, own);
      return dot(place, place) - (share * share) / size;
    },
  };
}

/** The regression of one column of a reduction on others. Undefined where no predictor varies or there are not more rows than coefficients. */
function fitOf(reduced: Reduction, target: number, predictors: readonly number[]): Fit | undefined {
  const { count, one, coordinates, placed, inverse } = reduced;
  if (count === 0) return undefined;
  if (inverse) return fitWithin(reduced, inverse, target);
  const found = orthonormal([one, ...predictors.map((c) => coordinates.get(c)!)]);
  const { kept, basis } = found;
  if (kept.length < 2 || count <= kept.length) return undefined;
  const coefficients = Float64Array.from(basis, (column) => dot(column, coordinates.get(target)!));
  for (let j = kept.length - 1; j >= 0; j--) {
    for (let other = j + 1; other < kept.length; other++)
      coefficients[j]! -= found.coordinates[kept[other]!]![j]! * coefficients[other]!;
    coefficients[j]! /= found.coordinates[kept[j]!]![j]!;
  }
  return {
    used: kept.slice(1).map((j) => predictors[j - 1]!),
    dependent: predictors.filter((_, j) => !kept.includes(j + 1)),
    coefficients,
    count,
    leverage(row) {
      const place = placed(row);
      return basis.reduce((sum, column) => {
        const share = dot(column, place);
        return sum + share * share;
      }, 0);
    },
  };
}

/** The value that a fit gives in a row; NaN where a predictor is missing. */
export function predicted({ columns }: Table, { used, coefficients }: Fit, row: number): number {
  return used.reduce((sum, c, j) => sum + coefficients[j + 1]! * columns[c]![row]!, coefficients[0]!);
}

/**
 * The columns from which others are predicted: those named, or those with at least the share `complete` of their cells
 * observed.
 */
export function candidates(
  { ids, columns }: Table,
  named: readonly string[] | undefined,
  complete: number,
): number[] {
  return ids.flatMap((id, c) => {
    if (named) return named.includes(id) ? [c] : [];
    const column = columns[c]!;
    const observed = column.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
    return observed >= complete * column.length && observed > 0 ? [c] : [];
  });
}

export interface Fitter {
  /** The fit of a column on those of the candidates that a row has, over all rows that have them and the column. */
  whole: (target: number, row: number) => Fit | undefined;
  /** The same without the row itself. */
  without: (target: number, row: number) => Fit | undefined;
}

/** Fits, and what they rest on, that are kept to be used again. */
const MOST_KEPT = 8192;

/**
 * Fits of columns on the candidates that a row has. Those with the same columns in play share a factorisation, and each
 * is made once.
 */
export function fitter(table: Table, from: readonly number[]): Fitter {
  const ordered = inOrderOfValues(table);
  const cores = kept<Reduction>();
  const reduced = kept<Reduction>();
  const fits = kept<Fit | undefined>();
  const isSeen = (c: number, row: number) => !Number.isNaN(table.columns[c]![row]!);
  const inPlay = (target: number, row: number) => {
    const seen = from.filter((c) => c !== target && isSeen(c, row));
    return { seen, all: ascending([...seen, target]) };
  };
  const coreOf = (target: number) => {
    const all = ascending([...new Set([...from, target])]);
    return cores(all.join(), () => reduction(table, all, ordered));
  };
  return {
    whole(target, row) {
      const { seen, all } = inPlay(target, row);
      const key = all.join();
      return fits(`${target} of ${key}`, () => {
        const rest = reduced(key, () => reduction(table, all, ordered, coreOf(target)));
        return fitOf(rest, target, seen);
      });
    },
    without(target, row) {
      const { seen, all } = inPlay(target, row);
      return fitOf(reduction(table, all, ordered, undefined, row), target, seen);
    },
  };
}

function ascending(columns: readonly number[]): number[] {
  return [...columns].sort((a, b) => a - b);
}

function kept<T>(): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found as T;
    if (known.size >= MOST_KEPT) known.clear();
    const made = make();
    known.set(key, made);
    return made;
  };
}

/** The smallest and largest observation of each column; NaN without any. */
export function ranges({ columns }: Table): { min: number; max: number }[] {
  return columns.map((column) => extent(column));
}
