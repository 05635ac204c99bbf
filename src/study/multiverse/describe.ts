import type { Text } from '../../core/text.ts';
import type { Multiverse } from './choices.ts';
import { FACTOR_NAMES, factorsOf } from './labels.ts';

/** Sources that the methods text cites for the multiverse. */
export const MULTIVERSE_SOURCES = ['steegen2016', 'simonsohn2020'] as const;

/** The sentence of the methods text: which choices were combined, and into how many computations. */
export function describeMultiverse({ combinations }: Multiverse): Text {
  const said = factorsOf(combinations).map(({ factor, levels }) => ({
    en: `${FACTOR_NAMES[factor].en.toLowerCase()} (${levels.join(', ')})`,
    zh: `${FACTOR_NAMES[factor].zh}（${levels.join('、')}）`,
  }));
  return {
    en: `Multiverse: the index was computed once under each of ${combinations.length} combinations of ${said.map(({ en }) => en).join('; ')} (Steegen et al. 2016; Simonsohn et al. 2020), and each convention of the study was turned by itself.`,
    zh: `多重宇宙分析：对${said.map(({ zh }) => zh).join('；')}的 ${combinations.length} 种组合各计算一次（Steegen 等，2016；Simonsohn 等，2020），并逐一改换研究所用的约定。`,
  };
}
