import type { ColumnStatistics } from '../../core/sql.ts';
import type { Reference } from '../../core/table.ts';
import { constants } from './constants.ts';
import type { Session } from './session.ts';

type Sums = 'moments' | 'squares' | 'entropy';

/** What is reduced: expressions over the rows of a relation. */
export interface Reduction {
  relation: string;
  expressions: readonly string[];
  periods: readonly number[];
  reference: Reference;
  sums: readonly Sums[];
  /** Leaves count, least and largest value out, where they are known already. */
  isBare?: boolean;
  /** Added before the sums of entropy: `shifts[scope][column]`. */
  shifts?: readonly Float64Array[];
}

/** One pass over the rows: the statistics of every column in every scope, `[scope][column]`. */
export async function statistics(session: Session, asked: Reduction): Promise<ColumnStatistics[][]> {
  const { expressions, periods, reference, sums, shifts, isBare } = asked;
  const byPeriod = reference === 'period';
  const made = constants(periods);
  const reduced = expressions.flatMap((_, c) => {
    const x = `x${c}`;
    const z = shifts ? `(${x} + ${made.of(shifts.map((shift) => shift[c]!))})` : x;
    return [
      ...(isBare ? [] : [`COUNT(${x})`, `MIN(${x})`, `MAX(${x})`]),
      ...(sums.includes('moments') ? [`AVG(${x})`, `VAR_POP(${x})`] : []),
      ...(sums.includes('squares') ? [`SUM(${x} * ${x})`] : []),
      ...(sums.includes('entropy')
        ? [
            `SUM(${z})`,
            // A branch is computed only where its condition holds, so that no engine sees the logarithm of 0.
            `SUM(CASE WHEN ${z} > 0 THEN ${z} * LN(${z}) ELSE 0e0 END)`,
          ]
        : []),
    ];
  });
  const own = expressions.map((expression, c) => `${expression} AS x${c}`);
  const where = typeof reference === 'object' ? ` WHERE t = ${reference.period}` : '';
  const inner = `SELECT t, ${own.join(', ')} FROM ${asked.relation}${where}`;
  const text = byPeriod
    ? `SELECT t, ${reduced.join(', ')} FROM (${inner}) AS s${made.join()} GROUP BY t`
    : `SELECT 0, ${reduced.join(', ')} FROM (${inner}) AS s`;
  const found = new Map((await session.rows(text)).map(([scope, ...cells]) => [Number(scope), cells]));
  const width = reduced.length / expressions.length;
  const read = (cells: readonly unknown[] | undefined, c: number): ColumnStatistics => {
    const own = (cells ?? []).slice(c * width, (c + 1) * width);
    const next = () => {
      const cell = own.shift();
      return cell === null || cell === undefined ? Number.NaN : Number(cell);
    };
    const [count, min, max] = isBare ? [Number.NaN, Number.NaN, Number.NaN] : [next() || 0, next(), next()];
    const [mean, variance] = sums.includes('moments') ? [next(), next()] : [Number.NaN, Number.NaN];
    const squares = sums.includes('squares') ? next() : Number.NaN;
    const [sum, sumLog] = sums.includes('entropy') ? [next() || 0, next() || 0] : [Number.NaN, Number.NaN];
    return { count, min, max, mean, sumSquares: min === max ? 0 : variance * count, squares, sum, sumLog };
  };
  const scopes = byPeriod ? periods : [0];
  return scopes.map((scope) => expressions.map((_, c) => read(found.get(scope), c)));
}
