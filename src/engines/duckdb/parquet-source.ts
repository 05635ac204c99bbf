import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { nearest } from '../../core/nearest.ts';
import { type Problem, ProblemError, refuse } from '../../core/problem.ts';
import { sqlName, sqlText } from '../../core/sql.ts';
import type { Plan } from '../../study/plan.ts';
import { type Part, unitRange } from '../shards/unit-range.ts';
import type { Source } from '../sql/session.ts';
import type { DuckSession } from './session.ts';

const NUMBERS = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/;

/** Whether the data of a study are Parquet that need not be read into this process: one file, or a folder of them. */
export async function isParquet(folder: string, { study }: Plan): Promise<boolean> {
  const file = study.data[0]!.file;
  if (study.data.length !== 1) return false;
  return file.endsWith('.parquet') || (await isFolder(resolve(folder, file)));
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/**
 * The rows of Parquet files as they lie: wide, or long by unit, period and indicator. Units and periods that have no row
 * get an empty one; what is not of the study is refused.
 */
export async function parquetSource(
  session: DuckSession,
  folder: string,
  plan: Plan,
  part?: Part,
): Promise<Source> {
  const { study } = plan;
  if (plan.formulas.length > 0) throw new ProblemError([derived(plan)]);
  const source = study.data[0]!;
  const file = (await isFolder(resolve(folder, source.file))) ? join(source.file, '*.parquet') : source.file;
  const scan = await scanned(session, folder, file, 'data[0].file');
  const long = source.layout === 'long';
  const problems: Problem[] = [];
  const unit = scan.column(source.unit ?? [study.units.key, 'unit'], 'any', problems);
  const period = scan.column(source.period ?? ['period', 'year'], 'number', problems);
  const ids = plan.indicators.map(({ id }) => id);
  const columns = long
    ? [scan.column(source.indicator, 'any', problems), scan.column(source.value, 'number', problems)]
    : ids.map((id) => scan.column(source.columns[id] ?? id, 'number', problems));
  refuse(problems);
  const all = await unitsOf(session, folder, plan);
  const range = part ? await unitRange(session, all, part) : () => 'TRUE';
  const own = `(SELECT u, i FROM ${all} WHERE ${range('u')}) AS k`;
  const key = `CAST(${unit} AS VARCHAR) AS u, CAST(${period} AS INTEGER) AS t`;
  const double = (column: string) => `CAST(${column} AS DOUBLE)`;
  const ofPart = `(SELECT * FROM ${scan.relation} WHERE ${range(`CAST(${unit} AS VARCHAR)`)}) AS part`;
  let relation = long
    ? await session.keep(
        'wide',
        `SELECT ${key}, ${ids.map((id, i) => `MAX(CASE WHEN ${columns[0]} = ${sqlText(id)} THEN ${double(columns[1]!)} END) AS v${i}`).join(', ')} FROM ${ofPart} GROUP BY 1, 2`,
      )
    : `(SELECT ${key}, ${columns.map((column, i) => `${double(column)} AS v${i}`).join(', ')} FROM ${ofPart}) AS source`;
  refuse([
    ...(await misplaced(session, relation, own, study.periods, source.file)),
    ...(long
      ? await twice(
          session,
          `SELECT ${key} FROM ${ofPart} GROUP BY ${unit}, ${period}, ${columns[0]} HAVING COUNT(*) > 1`,
          source.file,
        )
      : []),
    ...(await notFinite(session, relation, ids, source.file)),
  ]);
  const [counted] = await session.rows(
    `SELECT (SELECT COUNT(*) FROM ${all}), (SELECT COUNT(*) FROM ${own}), (SELECT COUNT(*) FROM ${relation})`,
  );
  const [units, n, rows] = counted!.map(Number) as [number, number, number];
  if (rows < n * study.periods.length)
    relation = await session.keep(
      'grid',
      `SELECT g.u, g.t, ${ids.map((_, i) => `v${i}`).join(', ')} FROM (SELECT u, t FROM ${own}, (VALUES ${study.periods.map((one) => `(${one})`).join(', ')}) AS p(t)) AS g ` +
        `LEFT JOIN (SELECT * FROM ${relation}) AS o ON o.u = g.u AND o.t = g.t`,
    );
  return { relation, units };
}

async function scanned(session: DuckSession, folder: string, file: string, where: string) {
  const relation = `read_parquet(${sqlText(resolve(folder, file))})`;
  let described: unknown[][];
  try {
    described = await session.rows(`DESCRIBE SELECT * FROM ${relation}`);
  } catch (error) {
    if (error instanceof ProblemError || !(error instanceof Error) || error.name === 'AbortError')
      throw error;
    const saw = error.message.split('\n')[0]!;
    throw new ProblemError([
      {
        code: 'data/no-parquet',
        where,
        saw: { en: saw, zh: saw },
        why: { en: 'the data could not be opened as Parquet', zh: '无法作为 Parquet 打开数据' },
        fix: { en: 'correct the name, or write the file again', zh: '请更正文件名或重新写出该文件' },
      },
    ]);
  }
  const types = new Map(described.map(([name, type]) => [String(name), String(type)]));
  return {
    relation,
    column(wanted: string | readonly string[], kind: 'any' | 'number', problems: Problem[]): string {
      const names = typeof wanted === 'string' ? [wanted] : wanted;
      const name = names.find((one) => types.has(one));
      if (name === undefined) problems.push(noColumn(file, names[0]!, [...types.keys()]));
      else if (kind === 'number' && !NUMBERS.test(types.get(name)!))
        problems.push(otherType(file, name, types.get(name)!));
      return sqlName(name ?? names[0]!);
    },
  };
}

/** The keys of the unit file as a relation with the column `u`, and `i`, their places. */
async function unitsOf(session: DuckSession, folder: string, { study }: Plan): Promise<string> {
  const { file, key } = study.units;
  if (!file.endsWith('.parquet') && !file.endsWith('.csv'))
    throw new ProblemError([
      {
        code: 'engine/unit-file',
        where: 'units.file',
        saw: { en: file, zh: file },
        why: {
          en: 'beside Parquet data, units are read from Parquet or CSV',
          zh: '数据为 Parquet 时，单元文件须为 Parquet 或 CSV',
        },
        fix: { en: 'write the units as .csv or .parquet', zh: '请将单元写成 .csv 或 .parquet' },
      },
    ]);
  if (file.endsWith('.csv'))
    return session.keep(
      'units',
      placed(
        `SELECT DISTINCT ${sqlName(key)} AS u FROM read_csv(${sqlText(resolve(folder, file))}, header = true, all_varchar = true)`,
      ),
    );
  const scan = await scanned(session, folder, file, 'units.file');
  const problems: Problem[] = [];
  const column = scan.column(key, 'any', problems);
  refuse(problems);
  return session.keep(
    'units',
    placed(`SELECT DISTINCT CAST(${column} AS VARCHAR) AS u FROM ${scan.relation}`),
  );
}

function placed(select: string): string {
  return `SELECT u, CAST(ROW_NUMBER() OVER (ORDER BY u) - 1 AS INTEGER) AS i FROM (${select}) AS d WHERE u IS NOT NULL`;
}

/** Places that fit into a set of bits. */
const MOST_PLACES = 900_000_000;

/**
 * Rows of no unit or period of the study, and rows that are there twice. A bit for every unit in each period tells in
 * one pass and little memory whether there are any; only then are they looked for.
 */
async function misplaced(
  session: DuckSession,
  relation: string,
  units: string,
  periods: readonly number[],
  file: string,
): Promise<Problem[]> {
  const [[last] = []] = await session.rows(`SELECT MAX(i) FROM ${units}`);
  if (typeof last === 'number' && last < MOST_PLACES) {
    const found = await session.rows(
      `SELECT t, COUNT(*) = COUNT(i) AND COUNT(i) = BIT_COUNT(BITSTRING_AGG(i, 0, ${last})) FROM ${relation} LEFT JOIN ${units} USING (u) GROUP BY t`,
    );
    if (found.every(([t, isSound]) => isSound && periods.includes(t as number))) return [];
  }
  return [
    ...(await unlike(session, relation, units, periods, file)),
    ...(await twice(session, `SELECT u, t FROM ${relation} GROUP BY u, t HAVING COUNT(*) > 1`, file)),
  ];
}

async function unlike(
  session: DuckSession,
  relation: string,
  units: string,
  periods: readonly number[],
  file: string,
): Promise<Problem[]> {
  const strange = await session.rows(
    `SELECT u FROM (SELECT DISTINCT u FROM ${relation}) AS a ANTI JOIN ${units} USING (u) LIMIT 100`,
  );
  const other = await session.rows(
    `SELECT DISTINCT t FROM ${relation} WHERE t IS NULL OR t NOT IN (${periods.join(', ')}) LIMIT 100`,
  );
  const found = (code: string, items: unknown[][], what: { en: string; zh: string }): Problem[] =>
    items.length === 0
      ? []
      : [
          {
            code,
            where: file,
            saw: {
              en: `${what.en} ${items.map(([one]) => one).join(', ')}`,
              zh: `${what.zh} ${items.map(([one]) => one).join('、')}`,
            },
            why: { en: 'the study does not have them', zh: '研究中没有' },
            fix: { en: 'add them to the study, or take their rows out', zh: '请加入研究，或去掉这些行' },
          },
        ];
  return [
    ...found('data/unknown-unit', strange, { en: 'units', zh: '单元' }),
    ...found('data/unknown-period', other, { en: 'periods', zh: '时期' }),
  ];
}

async function twice(session: DuckSession, select: string, file: string): Promise<Problem[]> {
  const found = await session.rows(`${select} LIMIT 100`);
  if (found.length === 0) return [];
  const places = found.map(([u, t]) => `${u} ${t}`);
  return [
    {
      code: 'data/duplicate-row',
      where: file,
      saw: { en: `more than one row of ${places.join(', ')}`, zh: `${places.join('、')} 有多行` },
      why: { en: 'a unit has one row per period', zh: '每个单元每个时期只有一行' },
      fix: { en: 'take the repeated rows out', zh: '请去掉重复行' },
    },
  ];
}

/** NaN sorts above every number, so that ends tell of it and of infinities. */
async function notFinite(
  session: DuckSession,
  relation: string,
  ids: readonly string[],
  file: string,
): Promise<Problem[]> {
  const [ends] = await session.rows(
    `SELECT ${ids.map((_, i) => `MIN(v${i}), MAX(v${i})`).join(', ')} FROM ${relation}`,
  );
  const bad = ids.filter((_, i) =>
    [ends![2 * i], ends![2 * i + 1]].some((end) => end !== null && !Number.isFinite(Number(end))),
  );
  return bad.map((id) => ({
    code: 'data/not-finite',
    where: `${file}, ${id}`,
    saw: { en: 'NaN or an infinite number', zh: '含 NaN 或无穷大' },
    why: {
      en: 'a missing value is written as NULL, and a number is finite',
      zh: '缺失值应为 NULL，数值应有限',
    },
    fix: { en: 'write NULL for what is missing', zh: '缺失处请写 NULL' },
  }));
}

function noColumn(file: string, name: string, known: readonly string[]): Problem {
  const near = nearest(name, known) ?? known.slice(0, 8).join(', ');
  return {
    code: 'data/no-variable',
    where: file,
    saw: { en: `no column ${name}`, zh: `没有列 ${name}` },
    why: { en: 'the study needs it', zh: '研究需要该列' },
    fix: { en: `map it with columns:, e.g. to ${near}`, zh: `请用 columns: 对应，例如 ${near}` },
  };
}

function otherType(file: string, name: string, type: string): Problem {
  return {
    code: 'data/not-a-number',
    where: `${file}, ${name}`,
    saw: { en: `a column of ${type}`, zh: `类型为 ${type} 的列` },
    why: { en: 'values and periods are numbers', zh: '数值与时期应为数字' },
    fix: { en: 'write the column as DOUBLE (or INTEGER)', zh: '请将该列写成 DOUBLE（或 INTEGER）' },
  };
}

function derived(plan: Plan): Problem {
  const ids = plan.formulas.map(({ id }) => id).join(', ');
  return {
    code: 'engine/formula',
    where: 'index',
    saw: { en: `formulas of ${ids}`, zh: `${ids} 的公式` },
    why: {
      en: 'formulas are not computed beside Parquet data that stay where they are',
      zh: '数据留在 Parquet 中时不计算公式',
    },
    fix: {
      en: 'write the computed columns into the Parquet files, or use --engine kernel',
      zh: '请将计算列写入 Parquet，或用 --engine kernel',
    },
  };
}
