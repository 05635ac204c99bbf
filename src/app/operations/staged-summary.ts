import type { Staged } from '../../engines/sql/staged.ts';

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
