import { textOf } from './cell-kind.ts';
import { type MarkerMeaning, type MarkerTreatment, sentinelsOf, usualMeaning } from './markers.ts';
import { isPlain, marksOf, type NumberMarks, PLAIN_MARKS, plainNumber, readQuantity } from './number-text.ts';
import type { Answers, Question } from './reading.ts';
import type { CellValue } from './sheet.ts';

/** The cells of a column of values, and where they stand. */
export interface ValueColumn {
  letter: string;
  title: string;
  unit?: string;
  cells: readonly CellValue[];
  /** By position: the number that a cell holds or writes plainly with a point, NaN for any other. */
  numbers: Float64Array;
  /** Positions of the texts that are no such number: few in a large table, so that questions look at these alone. */
  odd: readonly number[];
  /** The name of the cell at a position, e.g. `C7`. */
  nameOf: (i: number) => string;
}

/** Looks once at every cell of a column of values. */
export function valueColumn(column: Omit<ValueColumn, 'numbers' | 'odd'>): ValueColumn {
  const { cells } = column;
  const numbers = new Float64Array(cells.length).fill(Number.NaN);
  const odd: number[] = [];
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    if (cell === null) continue;
    const value = typeof cell === 'number' ? cell : plainNumber(cell);
    if (value === undefined) odd.push(i);
    else numbers[i] = value;
  }
  return { ...column, numbers, odd };
}

/** Texts that are no plain numbers where the marks are these, with their positions. */
function* oddTexts({ cells, odd }: ValueColumn, marks: NumberMarks): Generator<[string, number]> {
  const positions = marks.decimal === '.' ? odd : cells.keys();
  for (const i of positions) {
    const cell = cells[i]!;
    if (typeof cell === 'string' && !isPlain(cell, marks)) yield [cell, i];
  }
}

function* textsOf({ cells }: ValueColumn): Generator<string> {
  for (const cell of cells) if (typeof cell === 'string') yield cell;
}

const BOTH: NumberMarks = { decimal: ',', group: '.' };

/**
 * The decimal sign of each column of values. A column that could be read both ways is asked about, with both readings
 * of a cell; one with both signs is asked about too.
 */
export function decimalQuestions(
  columns: readonly ValueColumn[],
  doubtful: boolean,
  where: string,
  answers: Answers,
  questions: Question[],
): Map<string, NumberMarks> {
  const first = columns.map((column) => marksOf(textsOf(column), doubtful));
  const hasCommas = first.some((read) => read.kind === 'certain' && read.marks.decimal === ',');
  const marks = new Map<string, NumberMarks>();
  columns.forEach((column, i) => {
    const { letter, title } = column;
    const read = hasCommas && !doubtful ? marksOf(textsOf(column), true) : first[i]!;
    if (read.kind === 'certain') {
      marks.set(letter, read.marks);
      return;
    }
    const id = `decimal:${letter}`;
    const samples = read.kind === 'ambiguous' ? [read.sample] : read.samples;
    const answer = answers.get(id);
    marks.set(letter, answer === 'comma' ? BOTH : PLAIN_MARKS);
    const shown = (chosen: NumberMarks) => {
      const value = readQuantity(samples[0]!, chosen);
      return value.kind === 'number' ? `${value.value}` : '–';
    };
    questions.push({
      id,
      where: `${where}:${letter}`,
      text: {
        en: `Which sign parts the decimals of "${title}"?`,
        zh: `“${title}”的小数点是哪个符号？`,
      },
      samples: [...samples],
      choices: [
        {
          id: 'point',
          text: {
            en: `the point: ${samples[0]} = ${shown(PLAIN_MARKS)}`,
            zh: `点：${samples[0]} = ${shown(PLAIN_MARKS)}`,
          },
        },
        {
          id: 'comma',
          text: {
            en: `the comma: ${samples[0]} = ${shown(BOTH)}`,
            zh: `逗号：${samples[0]} = ${shown(BOTH)}`,
          },
        },
      ],
    });
  });
  return marks;
}

/**
 * Text that stands in place of a number, over all columns of values: what it means is known, or is asked once for
 * each marker. Numbers that look like codes for nothing are asked about by column.
 */
export function markerQuestions(
  columns: readonly ValueColumn[],
  marks: ReadonlyMap<string, NumberMarks>,
  where: string,
  answers: Answers,
  questions: Question[],
): Map<string, MarkerTreatment> {
  const found = new Map<string, { count: number; cells: string[] }>();
  const note = (text: string, cell: string) => {
    const entry = found.get(text) ?? { count: 0, cells: [] };
    entry.count++;
    if (entry.cells.length < 5) entry.cells.push(cell);
    found.set(text, entry);
  };
  for (const column of columns) {
    const own = marks.get(column.letter) ?? PLAIN_MARKS;
    for (const [cell, i] of oddTexts(column, own)) {
      if (textOf(cell) === '') continue;
      const read = readQuantity(cell, own);
      if (usualMeaning(cell) || (read.kind === 'fault' && read.fault === 'not-a-number'))
        note(cell.normalize('NFKC').trim(), column.nameOf(i));
    }
  }
  const meanings = new Map<string, MarkerTreatment>();
  for (const [text, { count, cells }] of found) {
    const usual = usualMeaning(text);
    const answer = answers.get(`marker:${text}`) as MarkerTreatment | undefined;
    if (answer) meanings.set(text, answer);
    else if (usual === 'missing' || usual === 'none') meanings.set(text, usual);
    // A stroke or NA is nothing known in every source; what the others stand for is the source's own choice.
    if (usual === 'missing' || usual === 'none') continue;
    questions.push(markerQuestion(text, count, cells, where, usual));
  }
  for (const column of columns)
    for (const code of sentinelsOf(numbersIn(column))) {
      const { letter, title } = column;
      const id = `sentinel:${letter}:${code}`;
      if (answers.get(id) === 'missing') meanings.set(`${letter}:${code}`, 'missing');
      questions.push({
        id,
        where: `${where}:${letter}`,
        text: {
          en: `${code} occurs again and again in "${title}", far from all other values. Does it stand for a missing value?`,
          zh: `“${title}”中多次出现 ${code}，且远离其他数值。它表示缺失吗？`,
        },
        samples: [`${code}`],
        choices: [
          { id: 'missing', text: { en: 'yes, it is missing', zh: '是，表示缺失' } },
          { id: 'value', text: { en: 'no, it is a value', zh: '否，是数值' } },
        ],
      });
    }
  return meanings;
}

function* numbersIn(column: ValueColumn): Generator<number> {
  for (const value of column.numbers) if (!Number.isNaN(value)) yield value;
  for (const [cell] of oddTexts(column, PLAIN_MARKS)) {
    const read = readQuantity(cell, PLAIN_MARKS);
    if (read.kind === 'number') yield read.value;
  }
}

function markerQuestion(
  text: string,
  count: number,
  cells: string[],
  where: string,
  usual: MarkerMeaning | undefined,
): Question {
  return {
    id: `marker:${text}`,
    where: `${where}:${cells[0]}`,
    text: {
      en: `What does "${text}" (${count} cell(s)) stand for?`,
      zh: `“${text}”（${count} 个单元格）表示什么？`,
    },
    samples: cells,
    choices: [
      ...(usual === 'below-unit'
        ? [
            {
              id: 'zero',
              text: { en: 'less than half of the smallest unit: take 0', zh: '不足最小单位的一半：取 0' },
            },
            {
              id: 'half',
              text: { en: 'the same: take half of the smallest unit', zh: '同上：取最小单位的一半' },
            },
          ]
        : [{ id: 'zero', text: { en: 'zero', zh: '零' } }]),
      { id: 'missing', text: { en: 'a missing value', zh: '缺失' } },
    ],
  };
}

/** What stands behind every number of a column alike: its unit, where its header names none. */
export function soleSuffix(column: ValueColumn, marks = PLAIN_MARKS): string | undefined {
  const suffixes = new Set<string | undefined>();
  let others = 0;
  for (const [cell] of oddTexts(column, marks)) {
    others++;
    const read = readQuantity(cell, marks);
    if (read.kind === 'number') suffixes.add(read.suffix);
    if (suffixes.size > 1) return undefined;
  }
  return suffixes.size === 1 && others === filled(column) ? [...suffixes][0] : undefined;
}

function filled({ cells }: ValueColumn): number {
  let count = 0;
  for (const cell of cells) if (cell !== null) count++;
  return count;
}

/**
 * Numbers that are not exact, and numbers with a scale of their own: asked about by column. 约30 and 30~40 may be taken
 * as estimates (a range by its middle); 12.5万 among plain numbers is in another unit than they are.
 */
export function mannerQuestions(
  columns: readonly ValueColumn[],
  marks: ReadonlyMap<string, NumberMarks>,
  where: string,
  questions: Question[],
): void {
  for (const column of columns) {
    const { letter, title, unit, nameOf } = column;
    const vague: string[] = [];
    const suffixes = new Map<string, string[]>();
    let plain = filled(column);
    const own = marks.get(letter) ?? PLAIN_MARKS;
    for (const [cell, i] of oddTexts(column, own)) {
      const read = readQuantity(cell, own);
      if (read.kind !== 'number' || read.suffix !== undefined) plain--;
      if (read.kind === 'fault' && (read.fault === 'approximate' || read.fault === 'range'))
        vague.push(`${nameOf(i)}: ${textOf(cell)}`);
      if (read.kind !== 'number' || read.suffix === undefined) continue;
      const place = `${nameOf(i)}: ${textOf(cell)}`;
      const before = suffixes.get(read.suffix);
      if (before === undefined) suffixes.set(read.suffix, [place]);
      else before.push(place);
    }
    if (vague.length > 0)
      questions.push({
        id: `estimates:${letter}`,
        where: `${where}:${letter}`,
        text: {
          en: `"${title}" has ${vague.length} number(s) that are not exact. Take them as estimates (a range by its middle)?`,
          zh: `“${title}”有 ${vague.length} 个非精确数值。是否作为估计值（区间取中点）？`,
        },
        samples: vague.slice(0, 5),
        choices: [
          { id: 'estimate', text: { en: 'as estimates', zh: '作为估计值' } },
          { id: 'missing', text: { en: 'as missing', zh: '作为缺失' } },
        ],
      });
    const [only] = suffixes.keys();
    const isOfColumn =
      suffixes.size === 1 && (unit === undefined ? plain === 0 : only === unit.normalize('NFKC'));
    if (suffixes.size > 0 && !isOfColumn)
      questions.push({
        id: `scale:${letter}`,
        where: `${where}:${letter}`,
        text: {
          en: `Some numbers of "${title}" carry a unit of their own (${[...suffixes.keys()].join(', ')}), others none. What are they?`,
          zh: `“${title}”中部分数值自带单位（${[...suffixes.keys()].join('、')}），其余没有。如何处理？`,
        },
        samples: [...suffixes.values()].flat().slice(0, 5),
        choices: [
          {
            id: 'convert',
            text: {
              en: `multiply by 万, 亿 and the like; numbers without are in ${unit ?? 'single units'}`,
              zh: `按“万”“亿”等换算；不带单位的数值单位为${unit ?? '个'}`,
            },
          },
          { id: 'missing', text: { en: 'leave them out as missing', zh: '视为缺失' } },
        ],
      });
  }
}
