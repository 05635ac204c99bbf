import type { Note } from '../../core/note.ts';
import { sqlNumber } from '../../core/sql.ts';
import type { GradeOutcome } from '../../methods/method.ts';
import type { NodeColumns } from './scores.ts';
import type { Session } from './session.ts';

/** Writes scores with ranks within the period and grades, a row per unit, period and node, and counts the classes. */
export async function writeScores(
  session: Session,
  { relation, nodes }: { relation: string; nodes: readonly NodeColumns[] },
  outcomes: readonly GradeOutcome[],
) {
  const hasDistances = nodes.some(({ columns }) => columns.length > 1);
  const selects = nodes.map(({ node, columns: [score, best, worst] }, i) => {
    const { upper } = outcomes[i]!;
    const cases = upper.map((limit, k) => `WHEN ${score} <= ${sqlNumber(limit)} THEN ${k + 1}`).join(' ');
    const grade = upper.length === 0 ? 'CAST(NULL AS INTEGER)' : `CASE ${cases} END`;
    const distances = hasDistances
      ? `, ${best ?? 'CAST(NULL AS DOUBLE)'} AS distance_best, ${worst ?? 'CAST(NULL AS DOUBLE)'} AS distance_worst`
      : '';
    const rank = `CASE WHEN ${score} IS NOT NULL THEN RANK() OVER (PARTITION BY t ORDER BY ${score} DESC NULLS LAST) END`;
    return `SELECT u AS unit, t AS period, ${session.words.text(node.id)} AS node, ${score} AS score, ${rank} AS rank, ${grade} AS grade${distances} FROM ${relation}`;
  });
  const written = await session.write('scores', selects.join(' UNION ALL '));
  const counted = await session.rows(
    `SELECT node, grade, COUNT(*), MIN(score) FROM ${written} GROUP BY node, grade`,
  );
  const of = (id: string, grade: number) =>
    counted.find((row) => row[0] === id && Number(row[1] ?? 0) === grade);
  const notes: Note[] = [];
  for (const { node, seen } of nodes) {
    if (!seen) continue;
    const empty = Number(of(node.id, 0)?.[2] ?? 0);
    const [found] = await session.rows(`SELECT COUNT(*) FROM ${relation} WHERE ${seen} < 1 - 1e-12`);
    const partial = Number(found![0]) - empty;
    if (partial + empty === 0) continue;
    notes.push({
      code: 'aggregate/incomplete',
      level: 'warning',
      text: {
        en: `${node.id}: ${partial} row(s) were scored on a part of their indicators; ${empty} have no score because too little is observed.`,
        zh: `${node.id}：${partial} 行按部分指标计分；${empty} 行因观测不足没有得分。`,
      },
      items: [node.id],
    });
  }
  const grades = nodes.map((node, i) => ({
    node,
    outcome: outcomes[i]!,
    lower: Number(of(node.node.id, 1)?.[3] ?? outcomes[i]!.upper[0]),
    counts: outcomes[i]!.upper.map((_, k) => Number(of(node.node.id, k + 1)?.[2] ?? 0)),
  }));
  return { relation: written, grades, notes };
}
