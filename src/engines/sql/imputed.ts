import type { Note } from '../../core/note.ts';
import { sum } from '../../core/statistics/sum.ts';
import type { Plan } from '../../study/plan.ts';
import type { Session, Source } from './session.ts';

/** The rows with their gaps filled, as they are where nothing is missing or nothing fills; and how many were observed before. */
export async function keepImputed(
  session: Session,
  plan: Plan,
  source: Source,
): Promise<{ relation: string; rows: number; observed: number[] }> {
  const columns = plan.indicators.map((_, i) => `v${i}`);
  const [found] = await session.rows(
    `SELECT COUNT(*), ${columns.map((one) => `COUNT(${one})`).join(', ')} FROM ${source.relation}`,
  );
  const [rows, ...observed] = found!.map(Number) as [number, ...number[]];
  const form = plan.impute.method.sql!(plan.impute.options)!;
  const gaps = columns.filter((_, c) => observed[c]! < rows);
  const windows = gaps.map((column) => form.windows(column, session.words));
  if (gaps.length === 0 || Object.keys(windows[0]!).length === 0)
    return { relation: source.relation, rows, observed };
  const inner = gaps.flatMap((column, g) =>
    Object.entries(windows[g]!).map(([name, text]) => `${text} AS ${column}_${name}`),
  );
  const outer = columns.map((column) =>
    gaps.includes(column)
      ? `COALESCE(${column}, ${form.fill((name) => `${column}_${name}`)}) AS ${column}`
      : column,
  );
  const relation = await session.keep(
    'imputed',
    `SELECT u, t, ${outer.join(', ')} FROM (SELECT u, t, ${[...columns, ...inner].join(', ')} FROM ${source.relation}) AS w`,
  );
  return { relation, rows, observed };
}

/** What was filled, from the observed cells of each indicator before and after. */
export function imputeNotes(
  { indicators, impute: { method } }: Plan,
  rows: number,
  before: readonly number[],
  after: readonly number[],
): Note[] {
  const total = sum(after.map((seen, c) => seen - before[c]!));
  if (total === 0) return [];
  const cells = rows * indicators.length;
  return [
    {
      code: 'impute/filled',
      level: 'note',
      text: {
        en: `${total} of ${cells} cells were filled by ${method.title.en.toLowerCase()}.`,
        zh: `${cells} 个数值中有 ${total} 个以${method.title.zh}补齐。`,
      },
      items: indicators.map(({ id }) => id).filter((_, c) => after[c]! > before[c]!),
    },
  ];
}
