/** What differs between the engines that speak SQL; everything else is said alike to all of them. */
export interface SqlWords {
  /** The last (first) observed value of an expression in a window, missing ones passed over. */
  lastObserved(expression: string, over: string): string;
  firstObserved(expression: string, over: string): string;
  /** A column's name, and text as a literal, whatever they contain. */
  name(name: string): string;
  text(text: string): string;
  /** How many different whole numbers from 0 to `last` an expression has, in little memory; where an engine can tell. */
  distinctPlaces?(expression: string, last: number): string;
}

/** What a column is reduced to over the rows of one scope; the moments are there where they were asked for. */
export interface ColumnStatistics {
  count: number;
  min: number;
  max: number;
  mean: number;
  /** Sum of squared deviations from the mean. */
  sumSquares: number;
  /** Sum of squares. */
  squares: number;
  /** Of z = value + shift: sum z, and sum z ln z. */
  sum: number;
  sumLog: number;
}

/**
 * A number as a literal that every engine reads as a double. Only finite numbers have one.
 * @example sqlNumber(1.5) // => '1.5e0'
 */
export function sqlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`invalid number: ${value} (must be finite)`);
  const text = String(value);
  const literal = text.includes('e') ? text : `${text}e0`;
  return value < 0 || Object.is(value, -0) ? `(${literal})` : literal;
}

/**
 * Text as a literal.
 * @example sqlText("it's") // => "'it''s'"
 */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * A column's name as it is written, whatever it contains.
 * @example sqlName('a b') // => '"a b"'
 */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
