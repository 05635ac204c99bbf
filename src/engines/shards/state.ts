import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '../../core/problem.ts';
import type { WeightOutcome } from '../../methods/method.ts';
import type { StepNote } from '../../study/result.ts';
import type { Study } from '../../study/study.ts';
import type { Answers, Kind } from '../sql/gather.ts';

const FILE = 'shard.json';

/** An answer, of a part of the rows or of all. */
export type Given = { [K in Kind]: { kind: K; answer: Answers[K] } }[Kind];

/** All that a shard's folder says of itself; large tables lie beside it. */
export interface Shard {
  software: string;
  /** Which part of the units, from 1. */
  index: number;
  of: number;
  /** Digest of the software, the study with everything laid over it, the data and the number of parts. */
  run: string;
  study: Study;
  /** SHA-256 of `study.yaml`. */
  studyDigest: string;
  units: number;
  /** This part's answer to each pass that was run, and the answers of all parts to the passes that were merged. */
  parts: Given[];
  answers: Given[];
  /** What the last pass left, where it was run. */
  end?: {
    weights: WeightOutcome;
    nodes: { id: string; columns: readonly string[]; seen?: string }[];
    tables: string[];
    rows: number;
    notes: StepNote[];
  };
}

/** The shard of a folder; undefined where the folder is empty or absent. */
export async function readShard(folder: string): Promise<Shard | undefined> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => undefined);
  if (text === undefined) {
    const names = await readdir(folder).catch((): string[] => []);
    // A run that was killed before its first answer leaves only rows that it kept.
    if (names.every((name) => name === 'kept' || name.endsWith('.part'))) return undefined;
    throw notAShard(folder, names.slice(0, 5).join(', '));
  }
  try {
    const read = JSON.parse(text) as Shard & { end?: { weights: { weights: number[][] } } };
    const { parts, answers, end } = read;
    return {
      ...read,
      parts: parts.map(withNaN),
      answers: answers.map(withNaN),
      ...(end
        ? {
            end: {
              ...end,
              weights: { ...end.weights, weights: end.weights.weights.map((one) => Float64Array.from(one)) },
            },
          }
        : {}),
    };
  } catch {
    throw notAShard(folder, FILE);
  }
}

/** Writes the state in one go: who reads it sees the one before or this one. */
export async function writeShard(folder: string, shard: Shard): Promise<void> {
  await mkdir(folder, { recursive: true });
  const fresh = join(folder, `${randomUUID()}.part`);
  await writeFile(
    fresh,
    JSON.stringify(shard, (_, value) => (isArray(value) ? Array.from(value) : value)),
  );
  await rename(fresh, join(folder, FILE));
}

function isArray(value: unknown): value is Float64Array {
  return value instanceof Float64Array;
}

/** JSON has no NaN and writes null instead; answers hold nothing else that is null. */
function withNaN<T>(given: T): T {
  if (given === null) return Number.NaN as T;
  if (Array.isArray(given)) return given.map(withNaN) as T;
  if (typeof given !== 'object') return given;
  return Object.fromEntries(
    Object.entries(given as object).map(([key, value]) => [key, withNaN(value)]),
  ) as T;
}

function notAShard(folder: string, saw: string): ProblemError {
  return new ProblemError(
    [
      {
        code: 'shard/not-a-shard',
        where: folder,
        saw: { en: saw, zh: saw },
        why: {
          en: 'this is not the folder of a shard, written by run --shard',
          zh: '这不是由 run --shard 写出的分片文件夹',
        },
        fix: { en: 'name another folder, or an empty one', zh: '请指定其他文件夹或空文件夹' },
      },
    ],
    'usage',
  );
}
