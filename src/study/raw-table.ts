/** A table as it was read: text cells, and the line of the file on which each row begins. */
export interface RawTable {
  /** As the study names it. */
  file: string;
  digest: string;
  header: readonly string[];
  rows: readonly (readonly string[])[];
  lines: readonly number[];
}

/** Whether a cell holds nothing: empty, or only spaces of any width. */
export function isBlank(cell: string): boolean {
  return cell.trim() === '';
}

/**
 * The number that a cell of a plain study holds: sign, digits, point, exponent; undefined for anything else,
 * for grouped digits, and for numbers too large for a double.
 * @example readNumber('1e3') // => 1000
 */
export function readNumber(cell: string): number | undefined {
  const text = cell.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * The period that a cell holds: a whole number as a plain study writes it; undefined for anything else.
 * @example readPeriod(' 2015 ') // => 2015
 */
export function readPeriod(cell: string): number | undefined {
  const value = readNumber(cell);
  return value !== undefined && Number.isInteger(value) ? value : undefined;
}
