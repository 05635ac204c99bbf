import { z } from 'zod';
import type { Problem } from '../core/problem.ts';
import type { Gazetteer, Place, PlaceName } from '../study/import/names/gazetteer.ts';
import { isBlank, type RawTable } from '../study/raw-table.ts';
import { readCsv } from './csv.ts';
import { decode } from './decode.ts';

/** The cities, prefectures and provinces of China; `src/io/gazetteer/SOURCES.md` says where they come from. */
export async function chinaGazetteer(): Promise<Gazetteer> {
  return (await import('./gazetteer/china.json', { with: { type: 'json' } })).default as unknown as Gazetteer;
}

/** Countries by ISO 3166-1: alpha-3 is the code; alpha-2 and numeric codes and names in English and Chinese find them too. */
export async function countriesGazetteer(): Promise<Gazetteer> {
  return (await import('./gazetteer/countries.json', { with: { type: 'json' } }))
    .default as unknown as Gazetteer;
}

const text = z.object({ en: z.string(), zh: z.string() });
const year = z.int();
const gazetteerShape = z.object({
  title: text,
  places: z.array(
    z.object({
      code: z.string().min(1),
      name: text,
      level: z.string().optional(),
      parent: z.string().optional(),
      from: year.optional(),
      to: year.optional(),
      codes: z.array(z.object({ code: z.string().min(1), to: year.optional() })).optional(),
      names: z.array(
        z.object({
          text: z.string().min(1),
          language: z.string(),
          kind: z.enum(['full', 'short', 'alias', 'former']),
          to: year.optional(),
        }),
      ),
    }),
  ),
  changes: z
    .array(
      z.object({
        year,
        kind: z.enum(['recoded', 'renamed', 'merged', 'split', 'boundary']),
        from: z.array(z.string()).min(1),
        to: z.array(z.string()).min(1),
        note: text,
        shares: z.record(z.string(), z.number().min(0).max(1)).optional(),
      }),
    )
    .default([]),
});

/**
 * Reads a gazetteer: JSON of the shape of `Gazetteer`, or CSV with the columns code, name and, where there are any,
 * name_zh, aliases (separated by |), parent, from and to. What is wrong is added to the problems.
 */
export function readGazetteer(file: string, bytes: Uint8Array, problems: Problem[]): Gazetteer | undefined {
  const before = problems.length;
  const gazetteer = file.toLowerCase().endsWith('.json')
    ? fromJson(file, decode(file, bytes, problems), problems)
    : fromTable(readCsv(file, bytes, problems), problems);
  if (gazetteer) problems.push(...repeatedCodes(file, gazetteer.places));
  return problems.length === before ? gazetteer : undefined;
}

function fromJson(file: string, content: string, problems: Problem[]): Gazetteer | undefined {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    problems.push(notAGazetteer(file, (error as Error).message));
    return undefined;
  }
  const read = gazetteerShape.safeParse(value);
  if (read.success) return read.data as Gazetteer;
  for (const { path, message } of read.error.issues.slice(0, 100))
    problems.push(notAGazetteer(`${file}: ${path.join('.')}`, message));
  return undefined;
}

function notAGazetteer(where: string, saw: string): Problem {
  return {
    code: 'names/gazetteer',
    where,
    saw: { en: saw, zh: saw },
    why: {
      en: 'places need a code, a name and names to find them by',
      zh: '每个地方须有代码、名称及可供查找的名称',
    },
    fix: {
      en: 'correct it, or write a CSV with the columns code, name, name_zh, aliases, parent, from, to',
      zh: '请更正，或改用含 code、name、name_zh、aliases、parent、from、to 列的 CSV',
    },
  };
}

function fromTable(table: RawTable, problems: Problem[]): Gazetteer | undefined {
  for (const column of ['code', 'name'])
    if (!table.header.includes(column))
      problems.push(notAGazetteer(`${table.file}:1`, `no column ${column}`));
  if (!table.header.includes('code') || !table.header.includes('name')) return undefined;
  const at = (row: readonly string[], column: string) => (row[table.header.indexOf(column)] ?? '').trim();
  const places = table.rows.map((row, r): Place => {
    const where = `${table.file}:${table.lines[r]}`;
    const [code, name] = [at(row, 'code'), at(row, 'name')];
    if (code === '' || name === '') problems.push(notAGazetteer(where, 'a row without code or name'));
    const zh = at(row, 'name_zh');
    const names: PlaceName[] = [{ text: name, language: 'en', kind: 'full' }];
    if (zh !== '') names.push({ text: zh, language: 'zh', kind: 'full' });
    for (const alias of at(row, 'aliases').split('|'))
      if (!isBlank(alias)) names.push({ text: alias.trim(), language: '', kind: 'alias' });
    const parent = at(row, 'parent');
    const from = yearOf(`${where} [from]`, at(row, 'from'), problems);
    const to = yearOf(`${where} [to]`, at(row, 'to'), problems);
    return {
      code,
      name: { en: name, zh: zh === '' ? name : zh },
      ...(parent !== '' && { parent }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      names,
    };
  });
  return { title: { en: table.file, zh: table.file }, places, changes: [] };
}

function yearOf(where: string, cell: string, problems: Problem[]): number | undefined {
  if (cell === '') return undefined;
  if (/^\d{1,4}$/.test(cell)) return Number(cell);
  problems.push(notAGazetteer(where, `"${cell}" is not a year`));
  return undefined;
}

function repeatedCodes(file: string, places: readonly Place[]): Problem[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { code } of places) (seen.has(code) ? repeated : seen).add(code);
  return [...repeated].map((code) => notAGazetteer(file, `code ${code} twice`));
}
