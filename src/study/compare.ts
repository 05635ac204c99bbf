import type { Text } from '../core/text.ts';
import { type Moved, movedConstants } from './reference/moved.ts';
import type { ReferenceRecord } from './reference/record.ts';
import type { RankInterval } from './uncertainty/rank-intervals.ts';

/** A line of scores.csv of one result. */
export interface ScoreRow {
  unit: string;
  period: string;
  node: string;
  score: number;
  rank: number;
  /** The interval of the rank, where the result has one. */
  interval?: RankInterval;
}

export interface Difference {
  unit: string;
  period: string;
  node: string;
  scoreA: number;
  scoreB: number;
  rankA: number;
  rankB: number;
  intervalA?: RankInterval;
  intervalB?: RankInterval;
}

export interface Comparison {
  /** Places that both results score, largest change of rank first. */
  differences: Difference[];
  /** Places that only one of them scores. */
  onlyA: string[];
  onlyB: string[];
  meanRankShift: number;
  /** Keys of the resolved studies that differ, with both values. */
  settings: { key: string; a: string; b: string }[];
  /** Constants that differ, where both results say theirs. */
  moved: Moved[];
}

interface Compared {
  scores: readonly ScoreRow[];
  resolved: unknown;
  record?: ReferenceRecord;
}

/** Sets two results side by side: what moved, and what was done differently. */
export function compareResults(a: Compared, b: Compared): Comparison {
  const key = (row: ScoreRow) => JSON.stringify([row.unit, row.period, row.node]);
  const inB = new Map(b.scores.map((row) => [key(row), row]));
  const inA = new Set(a.scores.map(key));
  const differences: Difference[] = [];
  const onlyA: string[] = [];
  for (const row of a.scores) {
    const other = inB.get(key(row));
    if (!other) onlyA.push(`${row.unit} ${row.period} ${row.node}`);
    else {
      const { unit, period, node } = row;
      differences.push({
        unit,
        period,
        node,
        scoreA: row.score,
        scoreB: other.score,
        rankA: row.rank,
        rankB: other.rank,
        ...(row.interval ? { intervalA: row.interval } : {}),
        ...(other.interval ? { intervalB: other.interval } : {}),
      });
    }
  }
  const shift = (one: Difference) => Math.abs(one.rankB - one.rankA) || 0;
  const moved = differences.map(shift);
  return {
    differences: differences.sort((x, y) => shift(y) - shift(x)),
    onlyA,
    onlyB: b.scores.filter((row) => !inA.has(key(row))).map((row) => `${row.unit} ${row.period} ${row.node}`),
    meanRankShift: moved.length === 0 ? 0 : moved.reduce((sum, one) => sum + one, 0) / moved.length,
    settings: settingsThatDiffer(a.resolved, b.resolved),
    moved: a.record && b.record ? movedConstants(a.record, b.record) : [],
  };
}

function settingsThatDiffer(a: unknown, b: unknown, path: string[] = []): Comparison['settings'] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (isMap(a) && isMap(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => settingsThatDiffer(a[key], b[key], [...path, key]));
  }
  const shown = (value: unknown) => (value === undefined ? '' : JSON.stringify(value));
  return [{ key: path.join('.'), a: shown(a), b: shown(b) }];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The mean change of rank in words. */
export function shiftText(comparison: Comparison): Text {
  const { differences, meanRankShift } = comparison;
  const changed = differences.filter(
    (one) => one.rankA !== one.rankB && !(Number.isNaN(one.rankA) && Number.isNaN(one.rankB)),
  ).length;
  return {
    en: `${changed} of ${differences.length} ranks differ; the mean change is ${meanRankShift.toFixed(2)}.`,
    zh: `${differences.length} 个名次中有 ${changed} 个不同，平均变动 ${meanRankShift.toFixed(2)}。`,
  };
}
