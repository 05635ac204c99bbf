import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Problem, ProblemError } from '../core/problem.ts';
import { type Override, readOverlay } from '../study/overrides.ts';
import { decode } from './decode.ts';

/** Reads overlay files, named from the working directory; throws a `ProblemError` with all that is wrong with them. */
export async function readOverlays(files: readonly string[]): Promise<Override[]> {
  const problems: Problem[] = [];
  const overlays: Override[] = [];
  for (const file of files) {
    const bytes = await read(file, problems);
    if (!bytes) continue;
    const digest = createHash('sha256').update(bytes).digest('hex');
    const before = problems.length;
    const text = decode(file, bytes, problems);
    if (problems.length > before) continue;
    const found = readOverlay(text, file, digest);
    problems.push(...found.problems);
    if (found.override) overlays.push(found.override);
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return overlays;
}

async function read(file: string, problems: Problem[]): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    problems.push({
      code: 'overlay/no-file',
      where: `--overlay ${file}`,
      saw: { en: `${file} cannot be read (${code})`, zh: `${file} 无法读取（${code}）` },
      why: { en: 'it is to be laid over the study', zh: '需将其叠加在研究文件之上' },
      fix: {
        en: 'correct the name; it is looked for from the working directory',
        zh: '请更正文件名；从当前工作目录查找',
      },
    });
    return undefined;
  }
}
