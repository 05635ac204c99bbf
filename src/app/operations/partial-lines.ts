import type { Partial } from '../../study/uncertainty/count.ts';

/** The intervals so far, short enough to be written over again and again. */
export function partialLines({ replicates, of, units }: Partial, lang: 'en' | 'zh'): string[] {
  const head =
    lang === 'zh'
      ? `${replicates} / ${of} 次重复后的名次区间`
      : `ranks after ${replicates} of ${of} replicates`;
  return [head, ...units.map(({ name, rank, low, high }) => `  ${rank} (${low}–${high})  ${name[lang]}`)];
}
