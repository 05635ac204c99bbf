import { numberWithoutMarks } from './footnotes.ts';
import { isUnit } from './header-text.ts';
import { scaleOf } from './scale.ts';

/** Which sign parts the decimals of a column, and which its thousands. */
export interface NumberMarks {
  decimal: '.' | ',';
  /** Besides spaces, which always may part thousands. */
  group: ',' | '.' | 'none';
}

export const PLAIN_MARKS: NumberMarks = { decimal: '.', group: ',' };

/** How a number was written, where it was not plain digits. */
export type Manner = 'full-width' | 'grouped' | 'minus-sign' | 'parentheses' | 'suffix' | 'footnote';

export type NumberFault = 'approximate' | 'range' | 'trailing-sign' | 'not-finite' | 'not-a-number';

/** What a cell says: nothing, a number with what stands behind it (万, %, 亿元), or text that is no number. */
export type NumberReading =
  | { kind: 'blank' }
  | { kind: 'number'; value: number; suffix?: string; manners: Manner[] }
  | { kind: 'fault'; fault: NumberFault };

const ABOUT = /^(约|大约|近|逾|超|约为|~|≈|<|>|≤|≥|c\.|ca\.|about )/i;
const BETWEEN = /^[+-]?[\d.,]+ ?(?:~|-|至|到|to) ?[\d.,]+ ?([\p{L}%‰²³/]{0,6})$/u;

/**
 * The number that a cell of a yearbook holds. Full-width characters count as their plain forms; thousands may be
 * parted as the marks say, or by spaces; a minus may be U+2212 or parentheses around the number. A scale or unit
 * behind the number (万, 亿, %, 亿元, with or without parentheses) is kept as it stands and multiplies nothing.
 * Footnote marks behind it (①, *, [1]) are taken off. Approximate numbers, ranges, a sign behind the number, numbers too large for a double and all else are faults:
 * nothing is ever cut off to make a number.
 * @example readQuantity('１，２３４．５万', PLAIN_MARKS) // => { kind: 'number', value: 1234.5, suffix: '万', manners: ['full-width', 'suffix', 'grouped'] }
 */
export function readQuantity(cell: string, marks: NumberMarks): NumberReading {
  // Nearly every cell of a large table is plain, and what follows would look at each a dozen times.
  const simple = plainNumber(cell, marks);
  if (simple !== undefined) return { kind: 'number', value: simple, manners: [] };
  const unmarked = numberWithoutMarks(cell);
  const plain = unmarked.text.normalize('NFKC').trim();
  if (plain === '') return { kind: 'blank' };
  if (/[①-⒇]/.test(unmarked.text)) return { kind: 'fault', fault: 'not-a-number' };
  const manners: Manner[] = unmarked.marks.length > 0 ? ['footnote'] : [];
  // A half-width form of the minus sign and no-break spaces are the same text, not a manner worth a word.
  if (/[０-９．，％]/.test(cell)) manners.push('full-width');
  if (ABOUT.test(plain)) return { kind: 'fault', fault: 'approximate' };
  const { text, negative } = signed(plain, manners);
  if (/^[\d.,\s]+[-+\u2212]$/.test(text)) return { kind: 'fault', fault: 'trailing-sign' };
  if (isRange(text)) return { kind: 'fault', fault: 'range' };
  const { digits, suffix } = parted(text);
  if (suffix !== '') manners.push('suffix');
  const value = digitsOf(digits, marks, manners);
  if (value === undefined) return { kind: 'fault', fault: 'not-a-number' };
  if (!Number.isFinite(value)) return { kind: 'fault', fault: 'not-finite' };
  return { kind: 'number', value: negative ? 0 - value : value, ...(suffix ? { suffix } : {}), manners };
}

/** 30~40, 30-40 万元; but 4-1 续表 numbers a table. */
function isRange(text: string): boolean {
  const tail = BETWEEN.exec(text)?.[1];
  return (
    tail !== undefined && (tail === '' || isUnit(tail) || isScale(tail) || !/\p{Script=Han}/u.test(tail))
  );
}

/**
 * Whether a text is a number in ASCII digits alone, with at most a minus before it and a decimal point in it, where
 * the marks read a point so.
 * @example ['12.5', '-3', '1,234', '12.5万'].map((cell) => isPlain(cell)) // => [true, true, false, false]
 */
export function isPlain(cell: string, marks: NumberMarks = PLAIN_MARKS): boolean {
  return plainNumber(cell, marks) !== undefined;
}

/** Digits of which every number, and every power of ten, is a double without rounding. */
const EXACT = 15;
const MOST_DIGITS = 20;
const POWERS = Float64Array.from({ length: EXACT + 1 }, (_, k) => Number(`1e${k}`));
const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];

/**
 * The number that a plain text writes, undefined for any other text: at most twenty digits on either side of the point.
 * Read in one pass over the characters, since a large table has millions of them.
 * @example ['-12.5', '1,234', '.5'].map((cell) => plainNumber(cell)) // => [-12.5, undefined, undefined]
 */
export function plainNumber(cell: string, marks: NumberMarks = PLAIN_MARKS): number | undefined {
  const { length } = cell;
  const first = cell.charCodeAt(0) === MINUS ? 1 : 0;
  let point = -1;
  let digits = 0;
  for (let i = first; i < length; i++) {
    const code = cell.charCodeAt(i);
    if (code >= ZERO && code <= NINE) digits = digits * 10 + (code - ZERO);
    else if (code === POINT && point < 0) point = i;
    else return undefined;
  }
  const whole = (point < 0 ? length : point) - first;
  const decimals = point < 0 ? 0 : length - point - 1;
  if (whole < 1 || whole > MOST_DIGITS || decimals > MOST_DIGITS) return undefined;
  if (point >= 0 && (decimals < 1 || marks.decimal !== '.')) return undefined;
  // The quotient of two doubles that are exact is rounded once, as the platform rounds the text.
  const size =
    whole + decimals <= EXACT ? digits / POWERS[decimals]! : Number(first === 1 ? cell.slice(1) : cell);
  return first === 1 ? 0 - size : size;
}

function signed(text: string, manners: Manner[]): { text: string; negative: boolean } {
  if (text.startsWith('\u2212')) {
    manners.push('minus-sign');
    return { text: text.slice(1).trim(), negative: true };
  }
  if (text.startsWith('(') && text.endsWith(')') && /^\(\s*[\d.,]/.test(text)) {
    manners.push('parentheses');
    return { text: text.slice(1, -1).trim(), negative: true };
  }
  if (text.startsWith('-')) return { text: text.slice(1).trim(), negative: true };
  return { text: text.startsWith('+') ? text.slice(1) : text, negative: false };
}

/** Cuts off what stands behind the digits, with or without parentheses around it. */
function parted(text: string): { digits: string; suffix: string } {
  let end = text.length;
  while (end > 0 && !/[\d.,]/.test(text[end - 1]!)) end--;
  const tail = text.slice(end).trim().replace(/^\(/, '').replace(/\)$/, '').trim();
  // Only what is a unit or a scale may follow: in other words a number is part of a name.
  const isSuffix = tail !== '' && (isUnit(tail) || isScale(tail));
  return isSuffix ? { digits: text.slice(0, end).trim(), suffix: tail } : { digits: text, suffix: '' };
}

function isScale(tail: string): boolean {
  return tail !== '' && scaleOf(tail).unit === '';
}

function digitsOf(text: string, { decimal, group }: NumberMarks, manners: Manner[]): number | undefined {
  const [mantissa = '', exponent] = text.split(/e/i);
  const at = mantissa.indexOf(decimal);
  const whole = at < 0 ? mantissa : mantissa.slice(0, at);
  const fraction = at < 0 ? '' : mantissa.slice(at + 1);
  // As in Switzerland: 1'234.
  const space = [' ', "'", '\u2019'].find((one) => whole.includes(one));
  const mark = space ?? (group !== 'none' && whole.includes(group) ? group : undefined);
  if (mark !== undefined) manners.push('grouped');
  const ungrouped = mark === undefined ? whole : isGrouped(whole, mark) ? whole.split(mark).join('') : 'x';
  if (!/^\d*$/.test(ungrouped) || !/^\d*$/.test(fraction) || ungrouped + fraction === '') return undefined;
  if (exponent !== undefined && !/^[+-]?\d{1,4}$/.test(exponent)) return undefined;
  return Number(`${ungrouped || '0'}.${fraction || '0'}e${exponent ?? '0'}`);
}

function isGrouped(whole: string, mark: string): boolean {
  const [first = '', ...rest] = whole.split(mark);
  if (rest.every((part) => /^\d{3}$/.test(part))) return /^\d{1,3}$/.test(first);
  // Lakhs and crores: 12,34,567.
  return mark === ',' && /^\d{1,2}(?:,\d{2})+,\d{3}$/.test(whole);
}

/** What a column says about its decimal sign; `ambiguous` gives a cell that can be read both ways. */
export type MarksReading =
  | { kind: 'certain'; marks: NumberMarks }
  | { kind: 'ambiguous'; sample: string }
  | { kind: 'conflict'; samples: [string, string] };

/**
 * What the cells of a column say together about its decimal sign. A comma before exactly three digits can be read both
 * ways (1,234 is a thousand and more, or one and a bit) and is ambiguous unless another cell tells. A point before
 * exactly three digits is a decimal point, unless another cell shows decimal commas, or `doubtful` says that the file
 * may use them (its columns are parted by semicolons, or another column uses them).
 * @example marksOf(['1,234', '12'], false).kind // => 'ambiguous'
 */
export function marksOf(cells: Iterable<string>, doubtful: boolean): MarksReading {
  let points: string | undefined;
  let commas: string | undefined;
  let sample: string | undefined;
  for (const cell of cells) {
    // Once a point is proved, only a comma would say more, and plain text has none.
    if (points !== undefined && isPlain(cell)) continue;
    const told = decimalOf(cell);
    if (told === '.') points ??= cell;
    else if (told === ',') commas ??= cell;
    else if (told === ',?' || (told === '.?' && doubtful)) sample ??= cell;
  }
  if (points !== undefined && commas !== undefined) return { kind: 'conflict', samples: [points, commas] };
  if (commas !== undefined) return { kind: 'certain', marks: { decimal: ',', group: '.' } };
  if (sample !== undefined && points === undefined) return { kind: 'ambiguous', sample };
  return { kind: 'certain', marks: PLAIN_MARKS };
}

/** The decimal sign that a cell proves; with a question mark where the sign it has could also part thousands. */
function decimalOf(cell: string): '.' | ',' | '.?' | ',?' | undefined {
  if (isPlain(cell) && !cell.includes('.')) return undefined;
  const bare = isPlain(cell) ? cell : numberWithoutMarks(cell).text.normalize('NFKC');
  if (!/\d/.test(bare)) return undefined;
  const text = bare.replace(/[^\d.,]/g, '');
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return undefined;
  const mark = text[last] as '.' | ',';
  const other = mark === '.' ? ',' : '.';
  const isRepeated = text.indexOf(mark) < last;
  if (isRepeated) return other;
  const couldGroup =
    !text.includes(other) && /^[1-9]\d{0,2}$/.test(text.slice(0, last)) && text.length - last === 4;
  return couldGroup ? `${mark}?` : mark;
}
