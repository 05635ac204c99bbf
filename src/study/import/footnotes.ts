/** A text without the marks that send the reader to a footnote, and the marks. */
export interface Unmarked {
  text: string;
  marks: string[];
}

const SIGNS = '①-⑳⑴-⒇*＊†‡';
const BEHIND_WORDS = new RegExp(
  `(?:[${SIGNS}#]|(?<=[\\p{Script=Han}\\d)）${SIGNS}])[¹²³⁰⁴-⁹]|[[［(（]注?\\d{1,2}[\\])）］]|注\\d)+$`,
  'u',
);
/** Parentheses around a number make it negative, so that (1) behind one is no mark. */
const BEHIND_NUMBERS = new RegExp(`(?<=[\\d%％])\\s*(?:[${SIGNS}¹²³⁰⁴-⁹]|[[［]注?\\d{1,2}[\\]］])+$`, 'u');

/**
 * Takes the footnote marks off a name or header: ①, *, †, ¹, (1), [1], 注1 at its end, # at its beginning. A text of
 * marks alone stays.
 * @example withoutMarks('沈阳市①*') // => { text: '沈阳市', marks: ['①*'] }
 */
export function withoutMarks(text: string): Unmarked {
  const leading = /^#+(?=.)/.exec(text)?.[0];
  const bare = (leading ? text.slice(leading.length) : text).trim();
  const found = BEHIND_WORDS.exec(bare);
  const isMarked = found !== null && found.index > 0;
  return {
    text: (isMarked ? bare.slice(0, found.index) : bare).trim(),
    marks: [...(leading ? [leading] : []), ...(isMarked ? [found[0]] : [])],
  };
}

/**
 * Takes the footnote marks off what follows a number or a year: 1234①, 2016②, 5.6*, 7¹, 8[2]. Without this, the
 * compatible form of ① would be read as one more digit.
 * @example numberWithoutMarks('5.6①').text // => '5.6'
 */
export function numberWithoutMarks(cell: string): Unmarked {
  const text = cell.trimEnd();
  // Nearly every number ends in its digits.
  const last = text.charCodeAt(text.length - 1);
  if (last >= 48 && last <= 57) return { text: cell, marks: [] };
  const found = BEHIND_NUMBERS.exec(text);
  return found ? { text: text.slice(0, found.index), marks: [found[0].trim()] } : { text: cell, marks: [] };
}
