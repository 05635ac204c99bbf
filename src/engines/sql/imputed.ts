import type { Note } from '../../core/note.ts';
import type { Plan } from '../../study/plan.ts';
import type { Session, Source } from './session.ts';

/** The rows with their gaps filled; as they are where nothing is missing or nothing fills. */
export async function keepImputed(
  session: Session,
  plan: Plan,
  source: Source,
): Promise<{ relation: string; rows: number; notes: Note[] }> {
  const columns = plan.indicators.map((_, i) => `v${i}`);
  const count = async (relation: string) => {
    const [found] = await session.rows(
      `SELECT COUNT(*), ${columns.map((one) => `COUNT(${one})`).join(', ')} FROM ${relation}`,
    );
    return found!.map(Number);
  };
  const [rows, ...before] = (await count(source.relation)) as [number, ...number[]];
  const form = plan.impute.method.sql!(plan.impute.options)!;
  const gaps = columns.filter((_, c) => before[c]! < rows);
  const windows = gaps.map((column) => form.windows(column, session.words));
  if (gaps.length === 0 || Object.keys(windows[0]!).length === 0)
    return { relation: source.relation, rows, notes: [] };
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
  const [, ...after] = (await count(relation)) as [number, ...number[]];
  const total = after.reduce((sum, seen, c) => sum + seen - before[c]!, 0);
  const filled = plan.indicators.map(({ id }) => id).filter((_, c) => after[c]! > before[c]!);
  const { title } = plan.impute.method;
  if (total === 0) return { relation, rows, notes: [] };
  return {
    relation,
    rows,
    notes: [
      {
        code: 'impute/filled',
        level: 'note',
        text: {
          en: `${total} of ${rows * columns.length} cells were filled by ${title.en.toLowerCase()}.`,
          zh: `${rows * columns.length} 个数值中有 ${total} 个以${title.zh}补齐。`,
        },
        items: filled,
      },
    ],
  };
}
