import { createHash } from 'node:crypto';
import type { Locate, Problem } from '../core/problem.ts';
import type { ReferenceRecord } from '../study/reference/record.ts';
import { readRecord } from '../study/reference/schema.ts';
import type { Study } from '../study/study.ts';
import { readNamed } from './read-file.ts';

/** Reads the manifest that a study is held to, with what it holds. */
export async function readReference(
  folder: string,
  study: Study,
  locate: Locate,
  problems: Problem[],
): Promise<{ file: string; digest: string; record: ReferenceRecord } | undefined> {
  if (!study.reference) return undefined;
  const { freeze: file } = study.reference;
  const where = locate(['reference', 'freeze']);
  const bytes = await readNamed(folder, file, where, problems);
  if (!bytes) return undefined;
  const record = recordIn(bytes);
  if (record) return { file, digest: createHash('sha256').update(bytes).digest('hex'), record };
  problems.push(noRecord(file, where));
  return undefined;
}

/** What a manifest holds for another run; undefined where it holds nothing, or is no JSON. */
export function recordIn(manifest: Uint8Array): ReferenceRecord | undefined {
  try {
    return readRecord(JSON.parse(new TextDecoder().decode(manifest)));
  } catch {
    return undefined;
  }
}

function noRecord(file: string, where: string): Problem {
  return {
    code: 'reference/no-record',
    where,
    saw: {
      en: `${file}, which holds no constants of a run`,
      zh: `${file} 中没有运行所用的常数`,
    },
    why: {
      en: 'only the manifest.json of a result folder of this version or a later one can be frozen to',
      zh: '只能固定到本版本或更新版本结果文件夹中的 manifest.json',
    },
    fix: {
      en: 'run the earlier study again, and name the manifest.json of its results',
      zh: '请重新运行早期研究，并指定其结果中的 manifest.json',
    },
  };
}
