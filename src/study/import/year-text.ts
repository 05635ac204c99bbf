import { numberWithoutMarks } from './footnotes.ts';
import type { CellValue } from './sheet.ts';

/** How a year was written. */
export type YearForm = 'plain' | 'suffix' | 'full-width' | 'chinese' | 'date' | 'serial' | 'era';

export type YearReading =
  | { kind: 'year'; year: number; form: YearForm }
  | { kind: 'fault'; fault: 'impossible' | 'two-digits' | 'span' }
  /** Not a year at all. */
  | { kind: 'none' };

/** Years that a panel of cities can be about; what lies outside is a slip. */
const FIRST = 1840;
const LAST = 2100;
const CHINESE = '〇一二三四五六七八九';
/** The year before the first one of an era: of Japan, and of the Republic of China. */
const ERAS: Readonly<Record<string, number>> = {
  明治: 1867,
  大正: 1911,
  昭和: 1925,
  平成: 1988,
  令和: 2018,
  民国: 1911,
  民國: 1911,
};
const ERA = /^(?:中华|中華)?(明治|大正|昭和|平成|令和|民国|民國) ?(\d{1,3}|元) ?年(?:度|末|底)?$/;
/** Days from 1899-12-30 that fall in 1982-2036, as spreadsheets count them; smaller numbers could be years or values. */
const SERIALS = { from: 29952, to: 50000 };

/**
 * The year that a cell names: 2010, ２０１０, 2010年, 2010年末, 二〇一〇年, 2010-12-31, 2010.12, FY2010,
 * 2010 [YR2010], 平成22年, 民國99年. Serial day
 * numbers (40179) are only read where `serial` allows it, e.g. when a column holds nothing else. Two digits (10年) and
 * spans (2010-2011) are faults, as are years before 1840 and after 2100.
 * @example readYear('２０１０年', false) // => { kind: 'year', year: 2010, form: 'full-width' }
 */
export function readYear(cell: CellValue, serial: boolean): YearReading {
  if (cell === null) return { kind: 'none' };
  // Most cells of a table are numbers that are no years, and so is text without four digits together.
  if (typeof cell === 'number' && !serial && !(cell >= 1000 && cell <= 9999 && Number.isInteger(cell * 100)))
    return { kind: 'none' };
  if (
    typeof cell === 'string' &&
    !/\d{2}|[０-９]{2}|[〇零一二三四五六七八九]{4}|[治正和成国國] ?[\d０-９元]/.test(cell)
  )
    return { kind: 'none' };
  const text = withoutYearMarks(`${cell}`).normalize('NFKC').trim();
  if (serial && /^\d{5}$/.test(text) && Number(text) >= SERIALS.from && Number(text) <= SERIALS.to)
    return { kind: 'year', year: yearOfSerial(Number(text)), form: 'serial' };
  const form: YearForm = /[０-９]/.test(`${cell}`) ? 'full-width' : 'plain';
  if (/^\d{4}$/.test(text)) return possible(Number(text), form);
  const chinese = /^([〇零一二三四五六七八九]{4})年?(?:末|底)?$/.exec(text);
  if (chinese)
    return possible(
      Number([...chinese[1]!.replace(/零/g, '〇')].map((c) => CHINESE.indexOf(c)).join('')),
      'chinese',
    );
  const suffixed = /^(?:FY ?|year ?|y)?(\d{4}) ?(?:年(?:度|末|底|终)?|a)?$/i.exec(text);
  if (suffixed) return possible(Number(suffixed[1]), form === 'plain' ? 'suffix' : form);
  // As databases of the World Bank head their columns.
  const twice = /^(\d{4}) ?\[YR(\d{4})\]$/i.exec(text);
  if (twice && twice[1] === twice[2]) return possible(Number(twice[1]), 'suffix');
  const era = ERA.exec(text);
  if (era) return possible(ERAS[era[1]!]! + (era[2] === '元' ? 1 : Number(era[2])), 'era');
  const date = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?(?:[T ].*)?$/.exec(text);
  if (date && Number(date[2]) >= 1 && Number(date[2]) <= 12) return possible(Number(date[1]), 'date');
  if (/^\d{4} ?(?:-|~|至|\/) ?(?:\d{4}|\d{2}) ?年?$/.test(text)) return { kind: 'fault', fault: 'span' };
  if (/^'?\d{2} ?年$/.test(text)) return { kind: 'fault', fault: 'two-digits' };
  return { kind: 'none' };
}

/**
 * The two years of a span that is one fiscal or school year, 2014-15 or 2014/2015; undefined for any other text.
 * @example [spanOf('2014-15'), spanOf('2014/2015'), spanOf('2010-2015')] // => [[2014, 2015], [2014, 2015], undefined]
 */
export function spanOf(text: string): [number, number] | undefined {
  const found = /^(?:FY ?)?(\d{4}) ?[-–—~/至] ?(\d{2}|\d{4}) ?(?:年度?|学年)?$/i.exec(
    text.normalize('NFKC').trim(),
  );
  if (!found) return undefined;
  const first = Number(found[1]);
  const next = first + 1;
  if (Number(found[2]) !== (found[2]!.length === 2 ? next % 100 : next)) return undefined;
  return possible(first, 'plain').kind === 'year' ? [first, next] : undefined;
}

/** 2016②, 2016年*. */
function withoutYearMarks(cell: string): string {
  const bare = cell.replace(/年\s*(?:[①-⑳*＊†‡¹²³⁰⁴-⁹])+\s*$/u, '年');
  return numberWithoutMarks(bare).text;
}

function possible(year: number, form: YearForm): YearReading {
  return year >= FIRST && year <= LAST
    ? { kind: 'year', year, form }
    : { kind: 'fault', fault: 'impossible' };
}

/** The year of a day number of the 1900 calendar of spreadsheets, by whole days of the Gregorian calendar. */
function yearOfSerial(serial: number): number {
  // Day 25569 is 1970-01-01. Years are counted from 1 March of the year 0, so that leap days come last.
  const day = serial - 25569 + 719468;
  const era = Math.floor(day / 146097);
  const dayOfEra = day - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  return yearOfEra + era * 400 + (dayOfYear >= 306 ? 1 : 0);
}
