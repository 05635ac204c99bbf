import type { ColumnStatistics } from '../../core/sql.ts';
import { constants } from './constants.ts';
import type { Answers } from './gather.ts';
import type { Session } from './session.ts';
import type { Reduction } from './statistics.ts';

/** Columns whose correlations are asked for, with what is known of each over all rows: `known[scope][column]`. */
export interface Correlated extends Omit<Reduction, 'sums' | 'shifts' | 'isBare'> {
  known: readonly (readonly ColumnStatistics[])[];
  /** Columns that no row misses; pairs of them need one sum only. */
  complete: readonly boolean[];
}

/** Sums of a pair that some row misses, in this order; a complete pair has the last alone. */
const SUMS = 6;

/** One pass over the rows: sums of products about the means of all rows, which are known, so that a large mean costs no digits. */
export async function pairSums(session: Session, asked: Correlated): Promise<Answers['pairs']> {
  const { expressions, periods, reference, known } = asked;
  const made = constants(periods);
  const centred = expressions.map((expression, c) => {
    const centres = known.map((scope) => (Number.isFinite(scope[c]!.mean) ? scope[c]!.mean : 0));
    return `${expression} - ${made.of(centres)} AS d${c}`;
  });
  const add: string[] = [];
  const ends: string[] = [];
  for (const [a, b, isComplete] of pairsOf(asked)) {
    const [left, right] = [`d${a}`, `d${b}`];
    const product = `${left} * ${right}`;
    // Zero times the other is missing where the other is.
    const [own, other] = [`${left} + 0e0 * ${right}`, `${right} + 0e0 * ${left}`];
    if (!isComplete) {
      add.push(`COUNT(${product})`, `SUM(${own})`, `SUM(${other})`);
      add.push(`SUM((${own}) * ${left})`, `SUM((${other}) * ${right})`);
      ends.push(`MIN(${own})`, `-MAX(${own})`, `MIN(${other})`, `-MAX(${other})`);
    }
    add.push(`SUM(${product})`);
  }
  const byPeriod = reference === 'period';
  const where = typeof reference === 'object' ? ` WHERE t = ${reference.period}` : '';
  const found = await session.rows(
    `SELECT ${byPeriod ? 't' : '0'}, ${[...add, ...ends].join(', ')} FROM ` +
      `(SELECT t, ${centred.join(', ')} FROM ${asked.relation}${made.join()}${where}) AS s${byPeriod ? ' GROUP BY t' : ''}`,
  );
  const by = new Map(found.map(([scope, ...cells]) => [Number(scope), cells]));
  const number = (cell: unknown) => (cell === null || cell === undefined ? Number.NaN : Number(cell));
  return (byPeriod ? periods : [0]).map((scope) => ({
    add: add.map((_, i) => number(by.get(scope)?.[i]) || 0),
    least: ends.map((_, i) => number(by.get(scope)?.[add.length + i])),
  }));
}

/** Pearson correlations from these sums; NaN where one of a pair does not vary where both are observed. */
export function correlationsOf(
  asked: Pick<Correlated, 'expressions' | 'complete' | 'known'>,
  sums: Answers['pairs'],
): (scope: number, a: number, b: number) => number {
  const k = asked.expressions.length;
  const all = sums.map(({ add, least }, s) => {
    const matrix = new Float64Array(k * k);
    let [at, end] = [0, 0];
    for (const [a, b, isComplete] of pairsOf(asked)) {
      const [left, right] = [asked.known[s]![a]!, asked.known[s]![b]!];
      const own = isComplete
        ? [left.count, 0, 0, left.sumSquares, right.sumSquares, add[at]!]
        : add.slice(at, at + SUMS);
      const varies = isComplete
        ? left.min !== left.max && right.min !== right.max
        : [0, 2].every((i) => least[end + i] !== -least[end + i + 1]!);
      at += isComplete ? 1 : SUMS;
      end += isComplete ? 0 : 4;
      matrix[a * k + b] = varies ? pearson(own) : Number.NaN;
    }
    return matrix;
  });
  return (scope, a, b) => all[scope]![a * k + b]!;
}

function pearson(sums: readonly number[]): number {
  const [n, a, b, aa, bb, ab] = sums as [number, number, number, number, number, number];
  const squares = (aa - (a * a) / n) * (bb - (b * b) / n);
  return squares > 0 ? Math.max(-1, Math.min(1, (ab - (a * b) / n) / Math.sqrt(squares))) : Number.NaN;
}

function pairsOf({
  expressions,
  complete,
}: Pick<Correlated, 'expressions' | 'complete'>): [number, number, boolean][] {
  return expressions.flatMap((_, a) =>
    expressions
      .slice(a + 1)
      .map((_, i): [number, number, boolean] => [a, a + 1 + i, complete[a]! && complete[a + 1 + i]!]),
  );
}
