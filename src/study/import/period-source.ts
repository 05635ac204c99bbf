import type { Answers, Question } from './reading.ts';

/** Where the year of a sheet can stand outside its table, the nearest first. */
export interface Surroundings {
  titles: readonly string[];
  sheet?: string;
  file: string;
}

const YEARBOOK = /年鉴|yearbook/i;

/** Years that a text names: 2016年, 2016; not the digits of longer numbers, nor of spans such as 2010-2016. */
function yearsIn(text: string): number[] {
  const plain = text.normalize('NFKC');
  if (/(?:19|20)\d\d\s*年?\s*[-~—–至]\s*(?:19|20)?\d\d/.test(plain)) return [];
  return [...plain.matchAll(/(?<!\d)(?:19|20)\d\d(?!\d)/g)].map(([year]) => Number(year));
}

/** The year of a whole table, and the text that names it; no text where the year was asked for. */
export interface TablePeriod {
  period?: number;
  from?: string | undefined;
}

/**
 * The year of a table that has none in its columns: from its title, else the name of its sheet, else of its file. Where
 * none names exactly one, it is asked for; `undated` are the columns without a year beside others that have one.
 */
export function periodOf(
  { titles, sheet, file }: Surroundings,
  where: string,
  answers: Answers,
  questions: Question[],
  undated: readonly string[] = [],
): TablePeriod {
  const answered = answers.get('period');
  for (const texts of [titles, sheet === undefined ? [] : [sheet], [file.split('/').pop() ?? file]]) {
    const years = [...new Set(texts.flatMap(yearsIn))];
    if (years.length === 1 && answered === undefined)
      return { period: years[0]!, from: texts.find((text) => yearsIn(text).length > 0)! };
    if (years.length > 1) break;
  }
  questions.push({
    id: 'period',
    where,
    text:
      undated.length === 0
        ? {
            en: 'Which year are these data of? The sheet does not say.',
            zh: '这些数据属于哪一年？表中没有说明。',
          }
        : {
            en: `Which year are the columns of? Others have a year in their header, these not: ${undated.slice(0, 5).join(', ')}.`,
            zh: `以下各列属于哪一年？其他列的表头有年份，这些没有：${undated.slice(0, 5).join('、')}。`,
          },
    samples: [...titles, ...(sheet === undefined ? [] : [sheet]), file].slice(0, 5),
    choices: [],
  });
  return answered === undefined ? {} : { period: Number(answered) };
}

/**
 * What is added to the years: asked where the column of the years is headed as that of a yearbook, or where the text that
 * gave the year is the name of one: the year of a yearbook is often the one after its data.
 */
export function yearShiftOf(
  found: string | undefined,
  where: string,
  answers: Answers,
  questions: Question[],
): number {
  if (found === undefined || !YEARBOOK.test(found)) return 0;
  questions.push({
    id: 'yearbook',
    where,
    text: {
      en: `"${found}" dates the yearbook. Which year are the data of?`,
      zh: `“${found}”是年鉴的年份。数据属于哪一年？`,
    },
    samples: [found],
    choices: [
      { id: 'before', text: { en: 'the year before it', zh: '其前一年' } },
      { id: 'same', text: { en: 'the same year', zh: '同一年' } },
    ],
  });
  return answers.get('yearbook') === 'before' ? -1 : 0;
}
