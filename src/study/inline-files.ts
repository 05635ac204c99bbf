import type { Problem } from '../core/problem.ts';
import { type RawTable, readNumber } from './raw-table.ts';
import type { Study } from './study.ts';
import { eachChoice, isMap } from './written-choices.ts';

type Path = (string | number)[];
type Map = Record<string, unknown>;

/**
 * Puts what a study keeps in side files (weights, comparison matrices) into the study itself, so that the plan has
 * one form of each: `given: { file }` becomes `given: { weights }`, a matrix named by a file becomes its rows. Gives back what was read.
 */
export function inlineFiles(
  study: Study,
  tableOf: (file: string, path: (string | number)[]) => RawTable | undefined,
  problems: Problem[],
): RawTable[] {
  const tables: RawTable[] = [];
  const read = (file: string, path: Path) => {
    const table = tableOf(file, path);
    if (table) tables.push(table);
    return table;
  };
  const visit = (choice: Map, path: Path): void => {
    const { given, ahp } = choice;
    if (isMap(given) && typeof given.file === 'string') {
      const { file, ...rest } = given;
      const table = read(file, [...path, 'given', 'file']);
      if (table) choice.given = { ...rest, weights: weightsOf(table, problems) };
      else delete choice.given;
    }
    if (isMap(ahp)) visitComparisons(ahp, 'comparisons', [...path, 'ahp']);
  };
  const visitComparisons = (holder: Map | unknown[], key: string | number, path: Path): void => {
    const value = (holder as Map)[key];
    if (typeof value === 'string') {
      const table = read(value, [...path, key]);
      // A matrix file has no header; the reader took its first row for one.
      if (table) (holder as Map)[key] = [table.header, ...table.rows].map((row) => row.map(cell));
    } else if (isMap(value)) {
      for (const node of Object.keys(value)) visitComparisons(value, node, [...path, key]);
    } else if (Array.isArray(value) && value.every((one) => typeof one === 'string' || isMap(one))) {
      for (let i = 0; i < value.length; i++) visitComparisons(value, i, [...path, key]);
    }
  };
  eachChoice(study, 'weight', visit);
  return tables;
}

/** A number where the cell is one; fractions such as 1/3 stay text for the method to read. */
function cell(text: string): number | string {
  return readNumber(text) ?? text.trim();
}

function weightsOf(
  table: {
    file: string;
    header: readonly string[];
    rows: readonly (readonly string[])[];
    lines: readonly number[];
  },
  problems: Problem[],
): Map {
  const id = table.header.indexOf('indicator');
  const weight = table.header.indexOf('weight');
  const weights: Map = Object.create(null);
  if (id < 0 || weight < 0) {
    problems.push({
      code: 'data/no-column',
      where: `${table.file}:1`,
      saw: { en: `the columns ${table.header.join(', ')}`, zh: `列 ${table.header.join('、')}` },
      why: {
        en: 'a weight file has the columns indicator and weight',
        zh: '权重文件须有 indicator 与 weight 两列',
      },
      fix: { en: 'rename the columns', zh: '请更改列名' },
    });
    return weights;
  }
  table.rows.forEach((row, r) => {
    weights[row[id]!.trim()] = readNumber(row[weight]!) ?? row[weight];
    if (readNumber(row[weight]!) === undefined) {
      problems.push({
        code: 'data/not-a-number',
        where: `${table.file}:${table.lines[r]} [weight]`,
        saw: { en: `"${row[weight]}"`, zh: `“${row[weight]}”` },
        why: { en: 'weights are plain numbers', zh: '权重须为普通数字' },
        fix: { en: 'write the number', zh: '请写成数字' },
      });
    }
  });
  return weights;
}
