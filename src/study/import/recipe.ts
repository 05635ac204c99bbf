import * as z from 'zod';
import type { ColumnRole, SheetReading } from './reading.ts';

const text = z.union([z.string(), z.strictObject({ en: z.string(), zh: z.string() })]);
const span = z.tuple([z.int().min(1), z.int().min(1)]);
const marks = z.enum(['point', 'comma']);
const measured = {
  indicator: z.string().optional().describe('Id in the study'),
  title: text.optional(),
  unit: z.string().optional().describe('Unit of measurement as written'),
  scope: z.enum(['city', 'districts']).optional().describe('全市 (city) or 市辖区 (districts)'),
  period: z.int().optional(),
};

/** How a sheet is read, as a recipe keeps it. */
export const sheetRecipe = z.strictObject({
  sheet: z.string().optional().describe('Name of the sheet; absent for text files'),
  table: z.int().min(2).optional().describe('Which of several tables of the sheet; absent for the first'),
  skip: z.boolean().optional().describe('Nothing is taken from this sheet'),
  transposed: z.boolean().optional().describe('Units stand side by side'),
  titles: z.int().min(0).default(0).describe('Rows above the table'),
  header: span.describe('First and last row of the header'),
  data: span.describe('First and last row of the data'),
  columns: z
    .record(
      z.string(),
      z.union([
        z.enum(['unit', 'code', 'province', 'period', 'indicator', 'measure', 'status', 'ignored']),
        z.strictObject(measured),
      ]),
    )
    .describe('What each column is; a map for a column of values'),
  rows: z
    .record(z.string(), z.enum(['total', 'province', 'header', 'note', 'empty']))
    .default({})
    .describe('Rows that are no data'),
  all: z
    .strictObject({ ...measured, place: z.string().optional() })
    .default({})
    .describe('What holds for all values of the sheet'),
  yearShift: z
    .int()
    .default(0)
    .describe('Added to every year: -1 for yearbooks dated a year after their data'),
  decimal: marks.default('point'),
  columnDecimals: z.record(z.string(), marks).default({}),
  markers: z
    .record(z.string(), z.enum(['missing', 'none', 'zero', 'half']))
    .default({})
    .describe('What text in place of a number stands for'),
  estimates: z.array(z.string()).default([]).describe('Columns whose inexact numbers are estimates'),
  scales: z.array(z.string()).default([]).describe('Columns whose numbers carry 万, 亿 of their own'),
  hidden: z.enum(['read', 'left-out']).default('left-out'),
  merged: z
    .enum(['first', 'each'])
    .default('each')
    .describe('Whose a number in a merged cell over several values is'),
  shown: z
    .boolean()
    .default(false)
    .describe('Numbers that their format shows in thousands or 万 are taken as shown'),
});
export type SheetRecipe = z.output<typeof sheetRecipe>;

const POINT = { decimal: '.', group: ',' } as const;
const COMMA = { decimal: ',', group: '.' } as const;

/** The reading of a sheet as a recipe writes it, without what is the usual. */
export function recipeOf(reading: SheetReading): z.input<typeof sheetRecipe> {
  const { columns, rows, all, markers } = reading;
  const empty = <T extends object>(key: string, value: T) =>
    Object.keys(value).length > 0 ? { [key]: value } : {};
  return {
    ...(reading.sheet === undefined ? {} : { sheet: reading.sheet }),
    ...(reading.transposed ? { transposed: true } : {}),
    ...(reading.titles > 0 ? { titles: reading.titles } : {}),
    header: reading.header,
    data: reading.data,
    columns: Object.fromEntries([...columns].map(([letter, column]) => [letter, written(column)])),
    ...empty('rows', Object.fromEntries([...rows].map(([row, role]) => [`${row}`, role]))),
    ...empty('all', all),
    ...(reading.yearShift === 0 ? {} : { yearShift: reading.yearShift }),
    ...(reading.marks.decimal === ',' ? { decimal: 'comma' as const } : {}),
    ...empty(
      'columnDecimals',
      Object.fromEntries(
        [...reading.columnMarks].map(([letter, one]) => [letter, one.decimal === ',' ? 'comma' : 'point']),
      ),
    ),
    ...empty('markers', Object.fromEntries(markers)),
    ...(reading.estimates.size > 0 ? { estimates: [...reading.estimates] } : {}),
    ...(reading.scales.size > 0 ? { scales: [...reading.scales] } : {}),
    ...(reading.hidden === 'read' ? { hidden: 'read' as const } : {}),
    ...(reading.merged === undefined ? {} : { merged: reading.merged }),
    ...(reading.shown === undefined ? {} : { shown: reading.shown }),
  };
}

function written(column: ColumnRole) {
  if (column.role !== 'value') return column.role;
  const { role: _, ...measure } = column;
  return measure;
}

/** The reading that a recipe keeps. */
export function readingOf(file: string, recipe: SheetRecipe): SheetReading {
  const textOf = (title: string | { en: string; zh: string }) =>
    typeof title === 'string' ? { en: title, zh: title } : title;
  const measure = ({ title, ...rest }: { title?: string | { en: string; zh: string } | undefined }) => ({
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(title === undefined ? {} : { title: textOf(title) }),
  });
  const marksOf = (decimal: 'point' | 'comma') => (decimal === 'comma' ? COMMA : POINT);
  return {
    file,
    ...(recipe.sheet === undefined ? {} : { sheet: recipe.sheet }),
    transposed: recipe.transposed === true,
    titles: recipe.titles,
    header: recipe.header,
    data: recipe.data,
    columns: new Map(
      Object.entries(recipe.columns).map(([letter, column]): [string, ColumnRole] => [
        letter,
        typeof column === 'string' ? { role: column } : { role: 'value', ...measure(column) },
      ]),
    ),
    rows: new Map(Object.entries(recipe.rows).map(([row, role]) => [Number(row), role])),
    all: measure(recipe.all),
    yearShift: recipe.yearShift,
    marks: marksOf(recipe.decimal),
    columnMarks: new Map(
      Object.entries(recipe.columnDecimals).map(([letter, one]) => [letter, marksOf(one)]),
    ),
    markers: new Map(Object.entries(recipe.markers)),
    estimates: new Set(recipe.estimates),
    scales: new Set(recipe.scales),
    hidden: recipe.hidden,
    ...(recipe.merged === 'first' ? { merged: 'first' as const } : {}),
    ...(recipe.shown ? { shown: true as const } : {}),
  };
}
