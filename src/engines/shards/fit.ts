import { type Problem, ProblemError } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import type { Shard } from './state.ts';

export interface Folder {
  folder: string;
  shard: Shard;
}

/** The shards in the order of their numbers, if they are all the shards of one run and have come equally far. */
export function refuseUnfit(
  all: readonly { folder: string; shard: Shard | undefined }[],
  software: string,
): Folder[] {
  const empty = all.filter(({ shard }) => !shard);
  stop(
    empty.map(({ folder }) =>
      problem('shard/not-run', folder, both('no shard.json'), NOT_RUN, {
        en: 'run this shard first (its output says why where it failed)',
        zh: '请先运行该分片（若失败，其输出会说明原因）',
      }),
    ),
  );
  const found = (all as readonly Folder[]).toSorted((a, b) => a.shard.index - b.shard.index);
  const [first] = found;
  stop(
    found
      .filter(({ shard }) => shard.software !== software)
      .map(({ folder, shard }) =>
        problem(
          'shard/other-version',
          folder,
          both(shard.software),
          { en: `this is ${software}`, zh: `当前版本为 ${software}` },
          { en: 'run and merge with one version', zh: '请用同一版本运行与合并' },
        ),
      ),
  );
  stop(
    found
      .filter(({ shard }) => shard.run !== first!.shard.run)
      .map(({ folder, shard }) =>
        problem(
          'shard/other-run',
          folder,
          differing(shard, first!),
          { en: 'parts of different runs do not add up', zh: '不同运行的分片不能相加' },
          { en: 'name the folders of one run', zh: '请列出同一次运行的文件夹' },
        ),
      ),
  );
  stop([...twice(found), ...missing(found)]);
  stop(behind(found));
  return found;
}

const NOT_RUN: Text = {
  en: 'all shards have to have run before they are merged',
  zh: '合并之前须运行全部分片',
};

function both(text: string): Text {
  return { en: text, zh: text };
}

function problem(code: string, where: string, saw: Text, why: Text, fix: Text): Problem {
  return { code, where, saw, why, fix };
}

function stop(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemError(problems.slice(0, 100), 'usage');
}

/** What sets a shard apart from the first one. */
function differing({ index, of, studyDigest }: Shard, { folder, shard }: Folder): Text {
  if (of !== shard.of)
    return {
      en: `shard ${index}/${of}, but ${folder} is shard ${shard.index}/${shard.of}`,
      zh: `分片 ${index}/${of}，而 ${folder} 是分片 ${shard.index}/${shard.of}`,
    };
  return studyDigest === shard.studyDigest
    ? { en: `other settings, options or data than ${folder}`, zh: `设置、选项或数据与 ${folder} 不同` }
    : { en: `another study.yaml than ${folder}`, zh: `study.yaml 与 ${folder} 不同` };
}

function twice(found: readonly Folder[]): Problem[] {
  return found
    .filter(({ shard }, i) => i > 0 && found[i - 1]!.shard.index === shard.index)
    .map(({ folder, shard: { index, of } }) =>
      problem(
        'shard/twice',
        folder,
        { en: `shard ${index}/${of} a second time`, zh: `分片 ${index}/${of} 出现两次` },
        { en: 'its rows would count twice', zh: '其行会被重复计入' },
        { en: 'name each shard once', zh: '每个分片只列一次' },
      ),
    );
}

function missing(found: readonly Folder[]): Problem[] {
  const { of } = found[0]!.shard;
  const there = new Set(found.map(({ shard }) => shard.index));
  const absent = Array.from({ length: of }, (_, i) => i + 1).filter((index) => !there.has(index));
  if (absent.length === 0) return [];
  const some = `${absent.slice(0, 20).join(', ')}${absent.length > 20 ? ' …' : ''}`;
  return [
    problem(
      'shard/missing',
      'merge',
      {
        en: `${absent.length} of ${of} shards are not named: ${some}`,
        zh: `${of} 个分片中有 ${absent.length} 个未列出：${some}`,
      },
      { en: 'without their rows the numbers would be of another study', zh: '缺少其行，数值便不属于该研究' },
      { en: 'name the folders of all shards', zh: '请列出全部分片的文件夹' },
    ),
  ];
}

/** Shards that have not run the pass that the others wait for. */
function behind(found: readonly Folder[]): Problem[] {
  if (found.every(({ shard }) => shard.end)) return [];
  const merged = Math.min(...found.map(({ shard }) => shard.answers.length));
  const waiting = found.filter(({ shard }) => shard.parts.length <= merged);
  // With all answers there, those that have not come to the end are behind those that have.
  return waiting
    .filter(({ shard }) => !shard.end)
    .map(({ folder, shard: { index, of } }) =>
      problem(
        'shard/behind',
        folder,
        {
          en: `shard ${index}/${of} has not run pass ${merged + 1}`,
          zh: `分片 ${index}/${of} 尚未运行第 ${merged + 1} 轮`,
        },
        NOT_RUN,
        { en: 'run it again, by the same command', zh: '请以同样的命令再次运行' },
      ),
    );
}
