import type { Method } from '../methods/method.ts';
import { type Prepared, prepareWith } from '../study/files.ts';
import type { Override } from '../study/overrides.ts';
import type { Progress } from './progress.ts';
import { gatherFiles } from './read-study-files.ts';

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
