import type { Grid } from '../figures/grid.ts';
import { nested } from '../figures/grid.ts';
import { recordsOf } from '../study/analyse.ts';
import type { Verdict } from '../study/index-audit.ts';
import { named, textOf } from './cells.ts';
import type { Context } from './section.ts';

type Two = { en: string; zh: string };

/** A mark and a word, so that nothing hangs on a colour. */
const VERDICTS: Record<Verdict, Two> = {
  good: { en: '● good', zh: '● 良好' },
  look: { en: '◐ look closer', zh: '◐ 需关注' },
  poor: { en: '○ poor', zh: '○ 较差' },
  unknown: { en: '– not known', zh: '– 未知' },
};

const AREAS: Record<string, Two> = {
  concept: { en: 'Concept', zh: '概念' },
  data: { en: 'Data', zh: '数据' },
  structure: { en: 'Structure', zh: '结构' },
  weights: { en: 'Weights', zh: '权重' },
  robustness: { en: 'Robustness', zh: '稳健性' },
};

const OECD = 'OECD & JRC 2008';
const OWN: Two = { en: 'limit of Holling', zh: 'Holling 所定界限' };
/** What each check counts, and where its rule comes from. */
const CHECKS: Record<string, Two & { source: string | Two }> = {
  balance: { en: 'Dimensions with two indicators or more', zh: '含两项及以上指标的维度', source: OECD },
  availability: {
    en: 'Indicators observed in at least 65 % of unit-periods; poor if more than a quarter is not',
    zh: '观测率不低于 65% 的指标；未达者超过四分之一为较差',
    source: OWN,
  },
  shape: {
    en: 'Indicators without |skewness| > 2 and kurtosis > 3.5',
    zh: '无 |偏度| > 2 且峰度 > 3.5 的指标',
    source: OECD,
  },
  outliers: {
    en: 'Indicators without outliers by robust z',
    zh: '按稳健 z 值无离群值的指标',
    source: 'Iglewicz & Hoaglin 1993',
  },
  redundancy: { en: 'Pairs of indicators that are not redundant', zh: '不冗余的指标对', source: OWN },
  'own-dimension': {
    en: 'Indicators with r ≥ 0.3 with their dimension; poor at −0.4 or less',
    zh: '与所属维度 r ≥ 0.3 的指标；≤ −0.4 为较差',
    source: OWN,
  },
  scores: {
    en: 'Dimensions with r ≥ 0.3 with the index; poor at −0.4 or less',
    zh: '与总指数 r ≥ 0.3 的维度；≤ −0.4 为较差',
    source: OWN,
  },
  consistency: {
    en: 'Alpha of 0.7 or more; poor below 0.6',
    zh: 'α 不低于 0.7；低于 0.6 为较差',
    source: OECD,
  },
  components: { en: 'Dimensions with one eigenvalue above 1', zh: '仅一个特征值大于 1 的维度', source: OECD },
  importance: {
    en: 'Indicators whose effective share is half to twice their weight; poor if most are not',
    zh: '有效比重为权重一半至两倍的指标；多数不符为较差',
    source: { en: 'Becker et al. 2017; limit of Holling', zh: 'Becker 等，2017；界限由 Holling 定' },
  },
  reachable: {
    en: 'Indicators whose intended importance some weights would reach',
    zh: '可由某组权重达到预期重要性的指标',
    source: 'Becker et al. 2017',
  },
  'leave-one-out': {
    en: 'Indicators without which ranks move by at most 5 % of the units in the mean; poor beyond 10 %',
    zh: '剔除后名次平均变动不超过单元数 5% 的指标；超过 10% 为较差',
    source: { en: 'Saisana et al. 2005; limit of Holling', zh: 'Saisana 等，2005；界限由 Holling 定' },
  },
  order: {
    en: 'Pairs whose order holds in 95 % of the replicates; good from two thirds, poor below one third',
    zh: '先后在 95% 的重复中一致的单元对；三分之二起为良好，不足三分之一为较差',
    source: { en: 'Saisana et al. 2005; limit of Holling', zh: 'Saisana 等，2005；界限由 Holling 定' },
  },
  width: {
    en: 'Units whose rank interval spans at most a tenth of the ranks; good from two thirds, poor below one third',
    zh: '名次区间不超过十分之一位次的单元；三分之二起为良好，不足三分之一为较差',
    source: { en: 'Saisana et al. 2005; limit of Holling', zh: 'Saisana 等，2005；界限由 Holling 定' },
  },
  sensitivity: {
    en: 'Effects of the choices; the largest total effect',
    zh: '各选择的效应；最大总效应',
    source: 'Saisana et al. 2005',
  },
};

/** Every check of the audit: how much meets its rule, the verdict in words, what does not, and where the rule is from. */
export function auditGrid({ result, lang }: Context): Grid[] {
  const rows = recordsOf(result, 'audit');
  if (rows.length === 0) return [];
  const zh = lang === 'zh';
  return [
    {
      caption: zh ? '指数审查' : 'Audit of the index',
      columns: [
        { head: [zh ? '方面' : 'Area'] },
        { head: [zh ? '规则' : 'Rule'], wrap: true },
        { head: [zh ? '符合' : 'Met'], numeric: true },
        { head: [zh ? '判断' : 'Verdict'], whole: true },
        { head: [zh ? '不符合者' : 'Not met by'], wrap: true },
        { head: [zh ? '依据' : 'Source'], wrap: true },
      ],
      rows: nested(
        rows.map((row) => {
          const check = CHECKS[textOf(row, 'check')]!;
          const details = textOf(row, 'detail');
          const { source } = check;
          return [
            AREAS[textOf(row, 'area')]![lang],
            check[lang],
            row.of === 0 ? '–' : `${row.value} / ${row.of}`,
            VERDICTS[row.verdict as Verdict][lang],
            details === '' ? '' : named(details.split('; '), lang),
            typeof source === 'string' ? source : source[lang],
          ];
        }),
        1,
      ),
      note: zh
        ? '判断为粗略指引，不能代替对指标含义的考察；界限属惯例者均已注明。'
        : 'Verdicts are a first reading and no substitute for thinking about what the indicators mean; limits that are conventions are named as such.',
      open: 30,
    },
  ];
}

/** How the verdicts fall, in one sentence. */
export function auditFindings(
  { analyses }: Pick<Context['result'], 'analyses'>,
  lang: 'en' | 'zh',
): string[] {
  const rows = recordsOf({ analyses }, 'audit');
  if (rows.length === 0) return [];
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  return [
    lang === 'zh'
      ? `${rows.length} 项审查中，${count('good')} 项良好，${count('look')} 项需关注，${count('poor')} 项较差，${count('unknown')} 项未知。`
      : `Of ${rows.length} checks ${count('good')} are good, ${count('look')} deserve a closer look, ${count('poor')} are poor and ${count('unknown')} are not known.`,
  ];
}
