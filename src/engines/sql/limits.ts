import { sqlNumber } from '../../core/sql.ts';
import type { GradeOutcome, SqlForms } from '../../methods/method.ts';
import type { Session } from './session.ts';

/** Up to so many scores are brought home, where the kernel finds the limits among them exactly. */
export const FEW = 200_000;
const BINS = 4096;

/** Observed values of a column of a relation. */
interface Values {
  relation: string;
  column: string;
}
interface Range {
  low: number;
  high: number;
}
interface Bin extends Range {
  count: number;
  sum: number;
}

/** Class limits of a column too long to bring home, from histograms that are refined where it matters. */
export async function limitsOf(
  session: Session,
  values: Values,
  form: SqlForms['grade'],
): Promise<GradeOutcome> {
  const { relation, column } = values;
  const [found] = await session.rows(
    `SELECT COUNT(${column}), MIN(${column}), MAX(${column}) FROM ${relation}`,
  );
  const [count, min, max] = found!.map(Number) as [number, number, number];
  if (form.from === 'points') return naturalLimits(session, values, form, min, max);
  // No method has more than 20 classes; beyond that it does not matter how many values differ.
  const bins = await histogram(session, values, [{ low: min, high: max }]);
  const distinct = bins.length > 20 ? bins.length : await distinctOf(session, values);
  if (form.from === 'extent') return form.limits(min, max, distinct);
  return form.limits(count, distinct, (rank) => orderStatistic(session, values, rank, min, max));
}

async function distinctOf(session: Session, { relation, column }: Values): Promise<number> {
  const [found] = await session.rows(
    `SELECT COUNT(*) FROM (SELECT DISTINCT ${column} FROM ${relation} WHERE ${column} IS NOT NULL) AS d`,
  );
  return Number(found![0]);
}

/** Bins of some ranges that do not overlap, ascending, in one pass; a range without width is one bin. */
async function histogram(
  session: Session,
  { relation, column }: Values,
  ranges: readonly Range[],
): Promise<Bin[]> {
  const inside = ({ low, high }: Range) =>
    `${column} >= ${sqlNumber(low)} AND ${column} <= ${sqlNumber(high)}`;
  const cases = ranges.map((range, r) => {
    const width = (range.high - range.low) / BINS;
    const bin = `LEAST(FLOOR((${column} - ${sqlNumber(range.low)}) / ${sqlNumber(width || 1)}), ${BINS - 1})`;
    return `WHEN ${inside(range)} THEN ${r * BINS} + ${bin}`;
  });
  const found = await session.rows(
    `SELECT CASE ${cases.join(' ')} END AS bin, COUNT(*), SUM(${column}), MIN(${column}), MAX(${column}) ` +
      `FROM ${relation} WHERE ${ranges.map((range) => `(${inside(range)})`).join(' OR ')} GROUP BY 1 ORDER BY 1`,
  );
  return found.map((row) => {
    const [, count, sum, least, largest] = row.map(Number) as [number, number, number, number, number];
    return { count, sum, low: least, high: largest };
  });
}

/** The value at a place of the ascending order, 0 = smallest: the bin that holds it is refined until it is small. */
async function orderStatistic(
  session: Session,
  values: Values,
  rank: number,
  low: number,
  high: number,
): Promise<number> {
  if (low === high) return low;
  let before = 0;
  for (const bin of await histogram(session, values, [{ low, high }])) {
    if (rank >= before + bin.count) {
      before += bin.count;
      continue;
    }
    if (bin.low === bin.high) return bin.low;
    if (bin.count > FEW) return orderStatistic(session, values, rank - before, bin.low, bin.high);
    const { relation, column } = values;
    const members = await session.rows(
      `SELECT ${column} FROM ${relation} WHERE ${column} >= ${sqlNumber(bin.low)} AND ${column} <= ${sqlNumber(bin.high)} ORDER BY 1`,
    );
    return Number(members[rank - before]![0]);
  }
  throw new Error(`no value at place ${rank}`);
}

/**
 * Natural breaks of bins by their means; then the bins on both sides of every limit are divided again, until the
 * limits stand still. Squares within a bin do not depend on the limits, so each step is exact for its bins.
 */
async function naturalLimits(
  session: Session,
  values: Values,
  form: Extract<SqlForms['grade'], { from: 'points' }>,
  min: number,
  max: number,
): Promise<GradeOutcome> {
  let bins = await histogram(session, values, [{ low: min, high: max }]);
  let before = '';
  for (let round = 0; ; round++) {
    const points = Float64Array.from(bins, ({ sum, count }) => sum / count);
    const found = form.limits(
      points,
      Float64Array.from(bins, ({ count }) => count),
    );
    const last = found.upper.map((limit) => points.indexOf(limit));
    const upper = last.map((at) => bins[at]!.high);
    const near = new Set(
      last
        .slice(0, -1)
        .flatMap((at) => [at, at + 1])
        .filter((at) => bins[at]!.low < bins[at]!.high),
    );
    if (near.size === 0 || upper.join() === before || round === 6) return { ...found, upper };
    before = upper.join();
    const order = [...near].sort((a, b) => a - b);
    const finer = await histogram(
      session,
      values,
      order.map((at) => bins[at]!),
    );
    const within = ({ low, high }: Range) => finer.filter((bin) => bin.low >= low && bin.high <= high);
    bins = bins.flatMap((bin, at) => (near.has(at) ? within(bin) : [bin]));
  }
}
