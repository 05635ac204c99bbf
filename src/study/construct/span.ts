import type { Problem } from '../../core/problem.ts';
import { notAPeriod } from '../data-problems.ts';
import type { Row } from '../raw-columns.ts';
import { readPeriod } from '../raw-table.ts';

/** The periods in which something counts, both ends included. */
export interface Span {
  from: number;
  to: number;
}

/** The columns `from` and `to` of a row; an empty one is open. Undefined after a problem. */
export function readSpan(row: Row<'from' | 'to'>, problems: Problem[]): Span | undefined {
  const end = (role: 'from' | 'to', open: number) => {
    const cell = row.cell(role);
    if (cell === '') return open;
    const period = readPeriod(cell);
    if (period === undefined) problems.push(notAPeriod(row.where(role), cell));
    return period;
  };
  const from = end('from', Number.NEGATIVE_INFINITY);
  const to = end('to', Number.POSITIVE_INFINITY);
  if (from === undefined || to === undefined) return undefined;
  if (from <= to) return { from, to };
  problems.push({
    code: 'construct/dates',
    where: row.where('to'),
    saw: { en: `from ${from} to ${to}`, zh: `从 ${from} 到 ${to}` },
    why: { en: 'it would end before it begins', zh: '结束早于开始' },
    fix: { en: 'correct the years', zh: '请更正年份' },
  });
  return undefined;
}

/** Whether two spans have a period in common. */
export function overlap(a: Span, b: Span): boolean {
  return a.from <= b.to && b.from <= a.to;
}
