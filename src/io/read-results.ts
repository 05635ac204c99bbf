import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, ProblemError } from '../core/problem.ts';
import type { ScoreRow } from '../study/compare.ts';
import type { ReferenceRecord } from '../study/reference/record.ts';
import type { RankInterval } from '../study/uncertainty/rank-intervals.ts';
import { readCsv } from './csv.ts';
import { readNamed } from './read-file.ts';
import { recordIn } from './read-reference.ts';

/** What one result is compared with another by. */
export interface ReadResult {
  scores: ScoreRow[];
  resolved: unknown;
  /** What the run estimated; results of older versions have none. */
  record?: ReferenceRecord;
}

/** The scores, the resolved study and the constants of a result folder. */
export async function readResultFolder(folder: string): Promise<ReadResult> {
  const problems: Problem[] = [];
  const scores = await readNamed(folder, 'scores.csv', join(folder, 'scores.csv'), problems);
  const manifest = await readNamed(folder, 'manifest.json', join(folder, 'manifest.json'), problems);
  if (!scores || !manifest) throw new ProblemError(problems);
  const table = readCsv('scores.csv', scores, problems);
  if (problems.length > 0) throw new ProblemError(problems);
  const intervals = await readIntervals(folder);
  const record = recordIn(manifest);
  const at = (name: string) => table.header.indexOf(name);
  // An empty cell is a score that does not exist, not 0.
  const number = (cell: string) => (cell === '' ? Number.NaN : Number(cell));
  return {
    scores: table.rows.map((row) => {
      const [unit, period, node] = [row[at('unit')]!, row[at('period')]!, row[at('node')]!];
      const interval = intervals.get(JSON.stringify([unit, period, node]));
      return {
        ...{ unit, period, node },
        score: number(row[at('score')]!),
        rank: number(row[at('rank')]!),
        ...(interval ? { interval } : {}),
      };
    }),
    resolved: (JSON.parse(new TextDecoder().decode(manifest)) as { resolved?: unknown }).resolved,
    ...(record ? { record } : {}),
  };
}

/** Intervals of ranks by unit, period and node; none where the study had no uncertainty analysis. */
async function readIntervals(folder: string): Promise<Map<string, RankInterval>> {
  const path = join(folder, 'intervals.csv');
  if (!existsSync(path)) return new Map();
  const problems: Problem[] = [];
  const bytes = await readNamed(folder, 'intervals.csv', path, problems);
  const table = bytes && readCsv('intervals.csv', bytes, problems);
  if (!table || problems.length > 0) throw new ProblemError(problems);
  const columns = ['unit', 'period', 'node', 'rank_low', 'rank_high'].map((name) =>
    table.header.indexOf(name),
  );
  return new Map(
    table.rows.flatMap((row): [string, RankInterval][] => {
      const [unit, period, node, low, high] = columns.map((at) => row[at]!);
      if (low === '') return [];
      return [[JSON.stringify([unit, period, node]), { low: Number(low), high: Number(high) }]];
    }),
  );
}
