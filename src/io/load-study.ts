import { createHash } from 'node:crypto';
import { type Problem, ProblemError } from '../core/problem.ts';
import type { Method } from '../methods/method.ts';
import { type Prepared, prepareWith } from '../study/files.ts';
import { inlineFiles } from '../study/inline-files.ts';
import type { Override } from '../study/overrides.ts';
import { parseStudy } from '../study/parse.ts';
import { type Plan, plan } from '../study/plan.ts';
import { decode } from './decode.ts';
import type { Progress } from './progress.ts';
import { readReference } from './read-reference.ts';
import { gatherFiles, readInlined, studyFile } from './read-study-files.ts';

/** A study of a folder with its data: ready to run. */
export interface LoadedStudy extends Prepared {
  folder: string;
}

/**
 * Reads a study folder: `study.yaml`, its unit file, its sources and its boundaries.
 * Throws a `ProblemError` that lists everything wrong with the study and its data at once. Large files are told of while
 * they are read, and the signal is heard among them.
 */
export async function loadStudy(
  folder: string,
  methods: readonly Method[],
  overrides: readonly Override[] = [],
  progress: Progress = {},
): Promise<LoadedStudy> {
  const { files, problems } = await gatherFiles(folder, overrides, progress);
  return { folder, ...(await prepareWith(files, methods, overrides, problems)) };
}

/** The plan of a study folder whose data stay where they are, or everything that is wrong with `study.yaml`. */
export async function readPlan(
  folder: string,
  methods: readonly Method[],
  overrides: readonly Override[] = [],
): Promise<{ plan: Plan; digest: string }> {
  const bytes = await studyFile(folder);
  const problems: Problem[] = [];
  const text = decode('study.yaml', bytes, problems);
  if (problems.length > 0) throw new ProblemError(problems);
  const parsed = parseStudy(text, 'study.yaml', overrides);
  if (!parsed.study) throw new ProblemError(parsed.problems);
  const { study, locate } = parsed;
  const found = [...parsed.problems];
  const named = new Map(await readInlined(folder, study, locate, [], found));
  inlineFiles(study, (file) => named.get(file), found);
  const frozen = await readReference(folder, study, locate, found);
  if (study.reference && frozen) study.reference.record = frozen.record;
  if (found.length > 0) throw new ProblemError(found);
  return {
    plan: plan(study, methods, locate),
    digest: createHash('sha256').update(bytes).digest('hex'),
  };
}
