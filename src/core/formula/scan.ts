import type { Text } from '../text.ts';

/** A word of a formula and where it stands (0-based). */
export type Token =
  | { kind: 'number'; value: number; at: number }
  | { kind: 'name'; name: string; at: number; quoted: boolean }
  | { kind: 'sign'; sign: string; at: number }
  | { kind: 'end'; at: number };

/** What is wrong with a formula, and where. */
export interface FormulaFault {
  at: number;
  saw: Text;
  why: Text;
  fix: Text;
}

/** Longest formula that is read. */
export const LONGEST_FORMULA = 2000;

const SIGNS = ['<=', '>=', '==', '!=', '<', '>', '+', '-', '*', '/', '^', '(', ')', ','];
const LETTER = /[\p{L}_]/u;
const LETTER_OR_DIGIT = /[\p{L}\p{M}\p{N}_]/u;

/** Splits a formula into words, or says where it stops making sense. Characters are looked at one by one. */
export function scan(text: string): Token[] | FormulaFault {
  if (text.length > LONGEST_FORMULA) return tooLong(text.length);
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    if (/\s/.test(character)) {
      at += character.length;
      continue;
    }
    const token =
      character === '`'
        ? quoted(text, at)
        : startsNumber(text, at)
          ? number(text, at)
          : LETTER.test(character)
            ? name(text, at)
            : sign(text, at);
    if ('saw' in token) return token;
    tokens.push(token.token);
    at = token.end;
  }
  tokens.push({ kind: 'end', at: text.length });
  return tokens;
}

type Scanned = { token: Token; end: number } | FormulaFault;

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

function startsNumber(text: string, at: number): boolean {
  return isDigit(text[at]) || (text[at] === '.' && isDigit(text[at + 1]));
}

function number(text: string, at: number): Scanned {
  let end = at;
  const digits = () => {
    while (isDigit(text[end])) end++;
  };
  digits();
  if (text[end] === '.') {
    end++;
    digits();
  }
  if (text[end] === 'e' || text[end] === 'E') {
    const after = text[end + 1] === '+' || text[end + 1] === '-' ? end + 2 : end + 1;
    if (isDigit(text[after])) {
      end = after;
      digits();
    }
  }
  const value = Number(text.slice(at, end));
  if (Number.isFinite(value)) return { token: { kind: 'number', value, at }, end };
  return unexpected(at, text.slice(at, end), { en: 'it is too large for a number', zh: '超出数值范围' });
}

function name(text: string, at: number): Scanned {
  let end = at;
  while (end < text.length) {
    const character = String.fromCodePoint(text.codePointAt(end)!);
    if (!LETTER_OR_DIGIT.test(character)) break;
    end += character.length;
  }
  return { token: { kind: 'name', name: text.slice(at, end), at, quoted: false }, end };
}

/** An id of any kind between backticks; two backticks inside stand for one. */
function quoted(text: string, at: number): Scanned {
  let id = '';
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] !== '`') id += text[end];
    else if (text[end + 1] === '`') {
      id += '`';
      end++;
    } else return { token: { kind: 'name', name: id, at, quoted: true }, end: end + 1 };
  }
  return unexpected(at, '`', { en: 'the backtick is never closed', zh: '反引号没有闭合' });
}

function sign(text: string, at: number): Scanned {
  const found = SIGNS.find((one) => text.startsWith(one, at));
  if (found) return { token: { kind: 'sign', sign: found, at }, end: at + found.length };
  const character = String.fromCodePoint(text.codePointAt(at)!);
  return unexpected(at, character, {
    en: 'formulas have numbers, names, + - * / ^, comparisons, parentheses and commas; other ids stand in backticks',
    zh: '公式只含数字、名称、+ - * / ^、比较、括号与逗号；其他标识请用反引号括起',
  });
}

export function unexpected(at: number, seen: string, why: Text): FormulaFault {
  return {
    at,
    saw: { en: `"${seen}" at character ${at + 1}`, zh: `第 ${at + 1} 个字符处的“${seen}”` },
    why,
    fix: { en: 'correct the formula at this place', zh: '请在此处更正公式' },
  };
}

function tooLong(length: number): FormulaFault {
  return {
    at: LONGEST_FORMULA,
    saw: { en: `a formula of ${length} characters`, zh: `公式长 ${length} 个字符` },
    why: {
      en: `formulas have at most ${LONGEST_FORMULA} characters`,
      zh: `公式最多 ${LONGEST_FORMULA} 个字符`,
    },
    fix: { en: 'split it into several indicators or context variables', zh: '请拆成多个指标或背景变量' },
  };
}
