import type { Staged } from '../../engines/sql/staged.ts';
import type { ShardOutcome } from './run-shard.ts';

/** What a staged run found, for a terminal. */
export function stagedSummary(
  { results, engine, staged }: { results: string; engine: string; staged: Staged },
  lang: 'en' | 'zh',
): string {
  const said = staged.notes.map(({ text }) => `- ${text[lang]}`);
  const head =
    lang === 'zh'
      ? `${staged.rows} 行已由 ${engine} 计算，结果写入 ${results}`
      : `${staged.rows} rows computed on ${engine}; results in ${results}`;
  return [head, ...said].join('\n');
}

/** How far a shard is, for a terminal. */
export function shardSummary({ folder, part, pass, isEnd }: ShardOutcome, lang: 'en' | 'zh'): string {
  const shard = `${part.index}/${part.of}`;
  if (isEnd)
    return lang === 'zh'
      ? `分片 ${shard} 的最后一轮已完成（${folder}）；请用 holling merge 合并全部分片。`
      : `shard ${shard} has run its last pass (${folder}); merge all shards by holling merge.`;
  return lang === 'zh'
    ? `分片 ${shard} 第 ${pass} 轮的结果在 ${folder}；请用 holling merge 合并全部分片，然后再次运行。`
    : `shard ${shard} has answered pass ${pass} (${folder}); merge all shards by holling merge, then run it again.`;
}
