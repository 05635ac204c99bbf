import { fixed } from '../figures/format.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { named, numberOf, type Row, rootRows, textOf } from './cells.ts';

type Lang = 'en' | 'zh';
/** A share of the effects this many times the weight, or its inverse, is far from it. */
const FAR = 2;

/** How the indicators hang together, whether they count as their weights say, and what lies far out. */
export function robustnessFindings(result: Result, lang: Lang): string[] {
  if (recordsOf(result, 'distributions').length === 0) return [];
  return [
    ...strongest(result, lang),
    ...against(result, lang),
    ...alphas(result, lang),
    ...farFromWeight(result, lang),
    ...shapes(result, lang),
  ];
}

function strongest(result: Result, lang: Lang): string[] {
  const rows = recordsOf(result, 'correlations').filter(
    ({ kind, r }) => kind === 'indicators' && !Number.isNaN(r),
  );
  const size = (row: Row) => Math.abs(numberOf(row, 'r'));
  const [first] = [...rows].sort((a, b) => size(b) - size(a));
  if (!first) return [];
  const count = rows.filter(({ flag }) => flag === 'redundant').length;
  const r = fixed(numberOf(first, 'r'), 2);
  return [
    lang === 'zh'
      ? `相关最强的指标是 ${first.a} 与 ${first.b}（${r}）；共有 ${count} 对指标冗余。`
      : `The most correlated indicators are ${first.a} and ${first.b} (${r}); ${count} pair(s) count as redundant.`,
  ];
}

function against(result: Result, lang: Lang): string[] {
  const names = recordsOf(result, 'correlations')
    .filter(({ kind, flag }) => kind === 'own-dimension' && flag === 'negative')
    .map((row) => `${textOf(row, 'a')} ${fixed(numberOf(row, 'r'), 2)}`);
  if (names.length === 0) return [];
  return [
    lang === 'zh'
      ? `与所属维度负相关的指标：${named(names, lang)}。`
      : `Against their own dimension run ${named(names, lang)}.`,
  ];
}

function alphas(result: Result, lang: Lang): string[] {
  const said = recordsOf(result, 'reliability')
    .filter(({ alpha }) => !Number.isNaN(alpha))
    .map((row) => `${nodeTitle(result, textOf(row, 'node'), lang)} ${fixed(numberOf(row, 'alpha'), 2)}`);
  if (said.length === 0) return [];
  return [lang === 'zh' ? `克隆巴赫 α：${named(said, lang)}。` : `Cronbach's alpha is ${named(said, lang)}.`];
}

function farFromWeight(result: Result, lang: Lang): string[] {
  const zh = lang === 'zh';
  const rows = rootRows(result, 'effective-weights').filter(
    (row) => numberOf(row, 'share_of_weight') > 0 && !Number.isNaN(numberOf(row, 'share_of_effect')),
  );
  if (rows.length === 0) return [];
  const times = (row: Row) => numberOf(row, 'share_of_effect') / numberOf(row, 'share_of_weight');
  const sorted = [...rows].sort((a, b) => times(b) - times(a));
  const names = (among: readonly Row[]) =>
    named(
      among.map((row) => {
        const shares = ['share_of_effect', 'share_of_weight'].map((column) =>
          fixed(numberOf(row, column), 3),
        );
        const id = textOf(row, 'indicator');
        return zh
          ? `${id}（${shares[0]}，权重 ${shares[1]}）`
          : `${id} (${shares[0]} for a weight of ${shares[1]})`;
      }),
      lang,
      4,
    );
  const more = sorted.filter((row) => times(row) > FAR);
  const less = sorted.filter((row) => times(row) < 1 / FAR).reverse();
  if (more.length + less.length === 0)
    return [
      zh
        ? '所有指标的有效比重均在其权重的一半至两倍之间。'
        : 'The effective share of every indicator lies between half and twice its weight.',
    ];
  return [
    ...(more.length > 0
      ? [zh ? `有效比重超过权重两倍：${names(more)}。` : `More than twice their weight count ${names(more)}.`]
      : []),
    ...(less.length > 0
      ? [zh ? `有效比重不足权重一半：${names(less)}。` : `Less than half their weight count ${names(less)}.`]
      : []),
  ];
}

function shapes(result: Result, lang: Lang): string[] {
  const far = recordsOf(result, 'outliers').length;
  const skewed = recordsOf(result, 'distributions')
    .filter(({ flag }) => flag === 'skewed')
    .map((row) => textOf(row, 'indicator'));
  const names = skewed.length > 0 ? named(skewed, lang) : '';
  return [
    lang === 'zh'
      ? `${far} 个数值为离群值，${skewed.length} 项指标分布偏斜${names && `（${names}）`}。`
      : `${far} value(s) are outliers and ${skewed.length} indicator(s) are skewed${names && ` (${names})`}.`,
  ];
}

export function nodeTitle({ nodes }: Result, id: string, lang: Lang): string {
  return nodes.find(({ node }) => node.id === id)?.node.title[lang] ?? id;
}
