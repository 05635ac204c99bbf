import type { Problem } from '../../core/problem.ts';
import { textOf } from './cell-kind.ts';
import { faultProblem, unitProblem } from './import-problems.ts';
import { type NumberMarks, plainNumber, readQuantity } from './number-text.ts';
import type { SheetReading } from './reading.ts';
import { inUnit } from './scale.ts';
import { type CellValue, cellKey, columnName, type Sheet } from './sheet.ts';
import type { TakenValue } from './taken.ts';

type Read = Pick<TakenValue, 'value' | 'status' | 'written'>;

/** Reads the cells of values of one sheet as its reading says. */
export interface CellReader {
  /** Whether a cell holds an error, or a formula without a value. */
  isFaulty: (r: number, c: number) => boolean;
  /** What `read` gives of a number that needs no other look; undefined for all else. */
  plain: (cell: CellValue, c: number) => Read | undefined;
  read: (
    cell: CellValue,
    r: number,
    c: number,
    unit: string | undefined,
    where: () => string,
    problems: Problem[],
  ) => Read;
}

/** A reader of the cells of a sheet; a value is NaN where it is missing, and nothing is guessed. */
export function cellReader(sheet: Sheet, reading: SheetReading): CellReader {
  const digits = new Map<number, number>();
  const smallest = (c: number) => {
    const known = digits.get(c) ?? decimalsOf(sheet, reading, c);
    digits.set(c, known);
    return Number(`1e-${known}`);
  };
  const oddAt = (r: number, c: number) => {
    const odd = sheet.odd.get(cellKey(r, c));
    return odd?.kind === 'error' || odd?.kind === 'uncached' ? odd : undefined;
  };
  // A marker that ends in a digit, such as a code for nothing, can be what a number is.
  const isMarked = [...reading.markers.keys()].some((marker) => /\d\s*$/.test(marker));
  const hasMarks = reading.columnMarks.size > 0;
  const simple: { value: number; status: 'observed' } = { value: 0, status: 'observed' };
  return {
    plain: (cell, c) => {
      if (isMarked || sheet.odd.size > 0 || cell === null) return undefined;
      const marks = hasMarks ? (reading.columnMarks.get(columnName(c)) ?? reading.marks) : reading.marks;
      const value = typeof cell === 'number' ? cell : plainNumber(cell, marks);
      if (value === undefined) return undefined;
      // The same object each time: it is read at once, and there are millions of cells.
      simple.value = value;
      return simple;
    },
    isFaulty: (r, c) => sheet.odd.size > 0 && oddAt(r, c) !== undefined,
    read: (cell, r, c, unit, where, problems) => {
      const odd = sheet.odd.size > 0 ? oddAt(r, c) : undefined;
      if (odd) return missing('error', odd.text);
      if (cell === null) return missing('missing');
      if (typeof cell === 'number' && reading.markers.size === 0) return { value: cell, status: 'observed' };
      const letter = columnName(c);
      const coded = (value: number) => reading.markers.has(`${letter}:${value}`);
      if (typeof cell === 'number')
        return coded(cell) ? missing('missing', `${cell}`) : { value: cell, status: 'observed' };
      const written = cell.trim();
      const treatment = reading.markers.get(cell.normalize('NFKC').trim());
      if (treatment === 'missing') return missing('missing', written);
      if (treatment === 'none') return missing('not-applicable', written);
      if (treatment)
        return { value: treatment === 'zero' ? 0 : 0.5 * smallest(c), status: 'below-unit', written };
      const marks = reading.columnMarks.get(letter) ?? reading.marks;
      const read = readQuantity(cell, marks);
      if (read.kind === 'blank') return missing('missing');
      if (read.kind === 'number') {
        if (coded(read.value)) return missing('missing', written);
        const plain: Partial<Read> = read.manners.length > 0 ? { written } : {};
        if (read.suffix === undefined || unit?.normalize('NFKC') === read.suffix)
          return { value: read.value, status: 'observed', ...plain };
        if (!reading.scales.has(letter)) return missing('missing', written);
        const value = inUnit(read.value, read.suffix, unit);
        if (value !== undefined) return { value, status: 'observed', ...plain };
        problems.push(unitProblem(where(), written, unit ?? ''));
        return missing('error', written);
      }
      if (read.fault !== 'approximate' && read.fault !== 'range') {
        problems.push(faultProblem(where(), written, read.fault));
        return missing('error', written);
      }
      const middle = reading.estimates.has(letter) ? middleOf(written, marks) : undefined;
      return middle === undefined
        ? missing('missing', written)
        : { value: middle, status: 'estimated', written };
    },
  };
}

function missing(status: Read['status'], written?: string): Read {
  return { value: Number.NaN, status, ...(written ? { written } : {}) };
}

/** How many decimals a column shows at most: its smallest unit is one of the last. */
function decimalsOf(sheet: Sheet, { data }: SheetReading, c: number): number {
  let decimals = 0;
  sheet.rows.forEach((row, r) => {
    const line = sheet.lines[r]!;
    if (line < data[0] || line > data[1]) return;
    const fraction = /^[-+]?[\d,\s]*\.(\d+)$/.exec(textOf(row[c]))?.[1];
    if (fraction) decimals = Math.max(decimals, fraction.length);
  });
  return decimals;
}

/** 约30 is 30; 30~40 is 35. */
function middleOf(text: string, marks: NumberMarks): number | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/~|至|到|to|(?<=\d) ?- ?(?=\d)/)
    .map((part) => readQuantity(part.replace(/^[^\d+-]+/, ''), marks))
    .flatMap((read) => (read.kind === 'number' ? [read.value] : []));
  if (parts.length === 0 || parts.length > 2) return undefined;
  return parts.length === 1 ? parts[0] : (parts[0]! + parts[1]!) / 2;
}
