import { join } from 'node:path';
import { type Problem, ProblemError } from '../core/problem.ts';
import type { ScoreRow } from '../study/compare.ts';
import { readCsv } from './csv.ts';
import { readNamed } from './read-file.ts';

/** The scores and the resolved study of a result folder. */
export async function readResultFolder(folder: string): Promise<{ scores: ScoreRow[]; resolved: unknown }> {
  const problems: Problem[] = [];
  const scores = await readNamed(folder, 'scores.csv', join(folder, 'scores.csv'), problems);
  const manifest = await readNamed(folder, 'manifest.json', join(folder, 'manifest.json'), problems);
  if (!scores || !manifest) throw new ProblemError(problems);
  const table = readCsv('scores.csv', scores, problems);
  if (problems.length > 0) throw new ProblemError(problems);
  const at = (name: string) => table.header.indexOf(name);
  // An empty cell is a score that does not exist, not 0.
  const number = (cell: string) => (cell === '' ? Number.NaN : Number(cell));
  return {
    scores: table.rows.map((row) => ({
      unit: row[at('unit')]!,
      period: row[at('period')]!,
      node: row[at('node')]!,
      score: number(row[at('score')]!),
      rank: number(row[at('rank')]!),
    })),
    resolved: (JSON.parse(new TextDecoder().decode(manifest)) as { resolved?: unknown }).resolved,
  };
}
