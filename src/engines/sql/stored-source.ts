import { type Problem, ProblemError, refuse } from '../../core/problem.ts';
import type { Plan } from '../../study/plan.ts';
import type { Session, Source } from './session.ts';
import {
  derived,
  duplicates,
  noColumn,
  notFinite,
  notOfStudy,
  otherType,
  unread,
} from './stored-problems.ts';

const NUMBERS = /^(U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)\b/i;

/** Rows that an engine reads where they lie: what to select from, and the name that the study has for it. */
export interface Stored {
  relation: string;
  file: string;
}

/**
 * The rows of a study as they lie: wide, or long by unit, period and indicator; all of them, or those of the units whose
 * keys are in a range. Units and periods that have no row get an empty one; what is not of the study is refused.
 */
export async function storedSource(
  session: Session,
  plan: Plan,
  { relation: whole, file }: Stored,
  units: string,
  range?: (key: string) => string,
): Promise<Source> {
  const { study } = plan;
  refuse([...derived(plan), ...unread(study)]);
  const source = study.data[0]!;
  const long = source.layout === 'long';
  const { text } = session.words;
  const problems: Problem[] = [];
  const column = await columnsOf(session, { relation: whole, file }, 'data[0].file', problems);
  const unit = column(source.unit ?? [study.units.key, 'unit'], 'any');
  const period = column(source.period ?? ['period', 'year'], 'number');
  const ids = plan.indicators.map(({ id }) => id);
  const columns = long
    ? [column(source.indicator, 'any'), column(source.value, 'number')]
    : ids.map((id) => column(source.columns[id] ?? id, 'number'));
  refuse(problems);
  const stored = range ? `(SELECT * FROM ${whole} WHERE ${range(`CAST(${unit} AS STRING)`)}) AS part` : whole;
  const own = range ? `(SELECT * FROM ${units} WHERE ${range('u')}) AS k` : units;
  const key = `CAST(${unit} AS STRING) AS u, CAST(${period} AS INTEGER) AS t`;
  const double = (one: string) => `CAST(${one} AS DOUBLE)`;
  let relation = long
    ? await session.keep(
        'wide',
        `SELECT ${key}, ${ids.map((id, i) => `MAX(CASE WHEN ${columns[0]} = ${text(id)} THEN ${double(columns[1]!)} END) AS v${i}`).join(', ')} FROM ${stored} GROUP BY 1, 2`,
      )
    : `(SELECT ${key}, ${columns.map((one, i) => `${double(one)} AS v${i}`).join(', ')} FROM ${stored}) AS source`;
  refuse([
    ...(await misplaced(session, relation, own, study.periods, file)),
    ...(long
      ? await twice(
          session,
          `SELECT ${key} FROM ${stored} GROUP BY ${unit}, ${period}, ${columns[0]} HAVING COUNT(*) > 1`,
          file,
        )
      : []),
    ...(await infinite(session, relation, ids, file)),
  ]);
  const [counted] = await session.rows(
    `SELECT (SELECT COUNT(*) FROM ${units}), (SELECT COUNT(*) FROM ${own}), (SELECT COUNT(*) FROM ${relation})`,
  );
  const [all, n, rows] = counted!.map(Number) as [number, number, number];
  if (rows < n * study.periods.length)
    relation = await session.keep(
      'grid',
      `SELECT g.u, g.t, ${ids.map((_, i) => `v${i}`).join(', ')} FROM (SELECT u, t FROM ${own}, (VALUES ${study.periods.map((one) => `(${one})`).join(', ')}) AS p(t)) AS g ` +
        `LEFT JOIN (SELECT * FROM ${relation}) AS o ON o.u = g.u AND o.t = g.t`,
    );
  return { relation, units: all };
}

/** The keys of a unit file that the engine reads, as a relation with the column `u`. */
export async function storedUnits(session: Session, stored: Stored, key: string): Promise<string> {
  const problems: Problem[] = [];
  const column = (await columnsOf(session, stored, 'units.file', problems))(key, 'any');
  refuse(problems);
  return keepUnits(session, `SELECT DISTINCT CAST(${column} AS STRING) AS u FROM ${stored.relation}`);
}

/** Keeps keys of units, with their places as `i` where an engine can count places. */
export function keepUnits(session: Session, select: string): Promise<string> {
  const place = session.words.distinctPlaces
    ? ', CAST(ROW_NUMBER() OVER (ORDER BY u) - 1 AS INTEGER) AS i'
    : '';
  return session.keep('units', `SELECT u${place} FROM (${select}) AS d WHERE u IS NOT NULL`);
}

/** A reader of column names: gives them as they are written in SQL, and notes those that are not there or of another type. */
async function columnsOf(
  session: Session,
  { relation, file }: Stored,
  where: string,
  problems: Problem[],
): Promise<(wanted: string | readonly string[], kind: 'any' | 'number') => string> {
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
  return (wanted, kind) => {
    const names = typeof wanted === 'string' ? [wanted] : wanted;
    const name = names.find((one) => types.has(one));
    if (name === undefined) problems.push(noColumn(file, names[0]!, [...types.keys()]));
    else if (kind === 'number' && !NUMBERS.test(types.get(name)!))
      problems.push(otherType(file, name, types.get(name)!));
    return session.words.name(name ?? names[0]!);
  };
}

/** Places that fit into a set of bits. */
const MOST_PLACES = 900_000_000;

/**
 * Rows of no unit or period of the study, and rows that are there twice. Where an engine can count places, one pass in
 * little memory tells whether there are any, and only then are they looked for.
 */
async function misplaced(
  session: Session,
  relation: string,
  units: string,
  periods: readonly number[],
  file: string,
): Promise<Problem[]> {
  if (await isInPlace(session, relation, units, periods)) return [];
  return [
    ...(await strangers(session, relation, units, periods, file)),
    ...(await twice(session, `SELECT u, t FROM ${relation} GROUP BY u, t HAVING COUNT(*) > 1`, file)),
  ];
}

async function isInPlace(
  session: Session,
  relation: string,
  units: string,
  periods: readonly number[],
): Promise<boolean> {
  const { distinctPlaces } = session.words;
  if (!distinctPlaces) return false;
  const [[last] = []] = await session.rows(`SELECT MAX(i) FROM ${units}`);
  if (typeof last !== 'number' || last >= MOST_PLACES) return false;
  const found = await session.rows(
    `SELECT t, COUNT(*) = COUNT(i) AND COUNT(i) = ${distinctPlaces('i', last)} FROM ${relation} LEFT JOIN ${units} USING (u) GROUP BY t`,
  );
  return found.every(([t, isSound]) => isSound && periods.includes(t as number));
}

async function strangers(
  session: Session,
  relation: string,
  units: string,
  periods: readonly number[],
  file: string,
): Promise<Problem[]> {
  const strange = await session.rows(
    `SELECT a.u FROM (SELECT DISTINCT u FROM ${relation}) AS a LEFT JOIN (SELECT u FROM ${units}) AS b ON b.u = a.u WHERE b.u IS NULL LIMIT 100`,
  );
  const other = await session.rows(
    `SELECT DISTINCT t FROM ${relation} WHERE t IS NULL OR t NOT IN (${periods.join(', ')}) LIMIT 100`,
  );
  return [
    ...notOfStudy('data/unknown-unit', file, strange, { en: 'units', zh: '单元' }),
    ...notOfStudy('data/unknown-period', file, other, { en: 'periods', zh: '时期' }),
  ];
}

async function twice(session: Session, select: string, file: string): Promise<Problem[]> {
  return duplicates(file, await session.rows(`${select} LIMIT 100`));
}

/** NaN sorts above every number, so that ends tell of it and of infinities. */
async function infinite(
  session: Session,
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
  return bad.map((id) => notFinite(file, id));
}
