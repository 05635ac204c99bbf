import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Cell } from '../../core/data-table.ts';
import { ProblemError } from '../../core/problem.ts';
import type { Session, SqlCellValue } from '../../engines/sql/session.ts';
import type { Staged } from '../../engines/sql/staged.ts';
import { csvText } from '../../study/csv-text.ts';
import type { Plan } from '../../study/plan.ts';

/** Of rows of scores: what comes home is held in memory at once. */
const MOST_HOME = 1_000_000;

/** Refuses to bring home more scores than this process should hold. */
export function refuseLarge(plan: Plan, rows: number): void {
  const scores = rows * plan.grade.size;
  if (scores <= MOST_HOME) return;
  const megabytes = Math.ceil((64 * scores) / 1e6);
  throw new ProblemError(
    [
      {
        code: 'engine/results-path',
        where: '--results-path',
        saw: {
          en: `${scores} rows of scores (about ${megabytes} MB)`,
          zh: `得分表有 ${scores} 行（约 ${megabytes} MB）`,
        },
        why: {
          en: `more than ${MOST_HOME} rows are not brought home but written on the storage of the cluster`,
          zh: `超过 ${MOST_HOME} 行的结果不取回，而是写在集群存储上`,
        },
        fix: {
          en: 'name a folder there, e.g. --results-path s3://bucket/holling',
          zh: '请指定该处的文件夹，例如 --results-path s3://bucket/holling',
        },
      },
    ],
    'usage',
  );
}

/** The tables with a row per unit and period as the CSV files of the contract, rows in study order. */
export async function writeHome(
  session: Session,
  { scores, obstacles, normalised }: Staged,
  plan: Plan,
  units: readonly { id: string }[] | undefined,
  out: string,
): Promise<void> {
  const order = await inOrder(session, plan, scores, units);
  const write = (name: string, columns: string[], rows: Iterable<readonly Cell[]>) =>
    pipeline(Readable.from(csvText({ columns, rows })), createWriteStream(join(out, `${name}.csv`)));
  const columns = ['unit', 'period', 'node', 'score', 'rank', 'grade', 'distance_best', 'distance_worst'];
  const there = await session.rows(`DESCRIBE SELECT * FROM ${scores}`);
  const own = columns.filter((column) => there.some(([name]) => name === column));
  const found = await session.rows(`SELECT ${own.join(', ')} FROM ${scores}`);
  const nodes = new Map([...plan.grade.keys()].map((id, i) => [id, i]));
  const rank = (row: SqlCellValue[]) => nodes.get(String(row[2]))!;
  found.sort((a, b) => order(a, b) || rank(a) - rank(b));
  await write(
    'scores',
    columns,
    found.map((row) => columns.map((column) => shown(row[own.indexOf(column)]))),
  );
  for (const [name, relation, value] of [
    ['obstacles', obstacles, 'degree'],
    ['normalised', normalised, 'value'],
  ] as const)
    if (relation !== undefined)
      await write(
        name,
        ['unit', 'period', 'indicator', value],
        cells(plan, (await session.rows(`SELECT * FROM ${relation}`)).sort(order)),
      );
}

/** A row per indicator of the rows that have a column for each. */
function* cells({ indicators }: Plan, rows: readonly SqlCellValue[][]): Generator<Cell[]> {
  for (const [unit, period, ...values] of rows)
    for (const [i, { id }] of indicators.entries()) yield [shown(unit), shown(period), id, shown(values[i])];
}

function shown(cell: SqlCellValue | undefined): Cell {
  return cell ?? '';
}

/** Compares rows by unit and period as the study has them; units that were never here in the order of their keys. */
async function inOrder(
  session: Session,
  plan: Plan,
  scores: string,
  units: readonly { id: string }[] | undefined,
): Promise<(a: SqlCellValue[], b: SqlCellValue[]) => number> {
  const ids = units
    ? units.map(({ id }) => id)
    : (await session.rows(`SELECT DISTINCT unit FROM ${scores}`)).map(([id]) => String(id)).sort();
  const place = new Map(ids.map((id, i) => [id, i]));
  const { periods } = plan.study;
  const key = ([unit, period]: SqlCellValue[]) =>
    place.get(String(unit))! * periods.length + periods.indexOf(Number(period));
  return (a, b) => key(a) - key(b);
}
