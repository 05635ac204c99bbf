import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { ProblemError } from '../../core/problem.ts';
import { operation } from '../operation.ts';
import { template } from '../templates/study.ts';

export const newStudy = operation({
  id: 'new',
  about: {
    en: 'Make a study folder to start from: a commented study.yaml and small example tables.',
    zh: '新建研究文件夹：带注释的 study.yaml 与示例数据表。',
  },
  positional: ['folder'],
  example: 'holling new my-cities',
  input: z.object({ folder: z.string().describe('folder to make; it must not hold anything yet') }),
  async run({ folder }): Promise<{ folder: string; files: string[] }> {
    await refuseFull(folder);
    const files = Object.entries(template);
    try {
      for (const [name, text] of files) {
        await mkdir(join(folder, name, '..'), { recursive: true });
        await writeFile(join(folder, name), text);
      }
    } catch (error) {
      throw notWritable(folder, (error as NodeJS.ErrnoException).code ?? 'unknown');
    }
    return { folder, files: files.map(([name]) => name) };
  },
  show({ folder, files }, { lang }) {
    const list = files.map((file) => `  ${join(folder, file)}`).join('\n');
    return lang === 'zh'
      ? `已新建：\n${list}\n\n请用自己的表格替换示例数据，修改 study.yaml，然后运行\n  holling check ${folder}\n  holling run ${folder}`
      : `Made:\n${list}\n\nPut your own tables in place of the example, edit study.yaml, then\n  holling check ${folder}\n  holling run ${folder}`;
  },
});

async function refuseFull(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw notWritable(folder, error.code ?? 'unknown');
  });
  if (found.length === 0) return;
  throw new ProblemError(
    [
      {
        code: 'out/not-empty',
        where: folder,
        saw: { en: `a folder with ${found.length} file(s)`, zh: `文件夹中已有 ${found.length} 个文件` },
        why: { en: 'nothing of yours should be overwritten', zh: '避免覆盖已有内容' },
        fix: { en: 'choose a new or empty folder', zh: '请选择新的或空的文件夹' },
      },
    ],
    'usage',
  );
}

function notWritable(folder: string, code: string): ProblemError {
  return new ProblemError(
    [
      {
        code: 'out/not-writable',
        where: folder,
        saw: { en: code, zh: code },
        why: { en: 'the folder could not be written', zh: '文件夹无法写入' },
        fix: { en: 'check its permissions or choose another', zh: '请检查权限或另选文件夹' },
      },
    ],
    'machine',
  );
}
