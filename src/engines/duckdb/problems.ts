import { ProblemError } from '../../core/problem.ts';

/** A fault of DuckDB or of the disk under it as a problem of the machine or of the options; others as they are. */
export function asProblem(error: unknown, temporary: string): unknown {
  if (!(error instanceof Error) || error instanceof ProblemError) return error;
  const saw = error.message.split('\n')[0]!.slice(0, 300);
  if (
    /max_temp_directory_size|No space left|failed to offload|temporary (directory|file)/i.test(error.message)
  )
    return machine('engine/disk-full', temporary, saw, {
      why: {
        en: 'rows that do not fit in memory are laid in the temporary folder, which is full; nothing was written',
        zh: '内存放不下的数据写入临时文件夹，而该处空间已满；未写出任何结果',
      },
      fix: {
        en: 'name a larger folder with --temp-dir, or raise --memory-limit',
        zh: '用 --temp-dir 指定更大的文件夹，或提高 --memory-limit',
      },
    });
  if (/Out of Memory/i.test(error.message))
    return machine('engine/memory', '--memory-limit', saw, {
      why: {
        en: 'a pass needs more memory than it may have; nothing was written',
        zh: '某一步所需内存超过上限；未写出任何结果',
      },
      fix: { en: 'raise --memory-limit', zh: '请提高 --memory-limit' },
    });
  if (/^(Parser|Invalid Input).*(memory|limit|size)|Unknown unit for memory/i.test(error.message))
    return new ProblemError(
      [
        {
          code: 'usage/memory-limit',
          where: '--memory-limit',
          saw: { en: saw, zh: saw },
          why: { en: 'a size is a number and a unit', zh: '大小应为数字加单位' },
          fix: { en: 'write e.g. --memory-limit 2GB', zh: '例如 --memory-limit 2GB' },
        },
      ],
      'usage',
    );
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== undefined && /^E[A-Z]+$/.test(code))
    return machine('engine/temporary-folder', temporary, code, {
      why: { en: 'the temporary folder cannot be used', zh: '临时文件夹无法使用' },
      fix: { en: 'name another with --temp-dir', zh: '请用 --temp-dir 另选文件夹' },
    });
  return error;
}

type Advice = Pick<ProblemError['problems'][number], 'why' | 'fix'>;

function machine(code: string, where: string, saw: string, advice: Advice): ProblemError {
  return new ProblemError([{ code, where, saw: { en: saw, zh: saw }, ...advice }], 'machine');
}
