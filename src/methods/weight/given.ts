import * as z from 'zod';
import { listed, type Note } from '../../core/note.ts';
import type { Complaint } from '../../core/problem.ts';
import { sum } from '../../core/statistics/sum.ts';
import { method } from '../method.ts';
import { byId, help } from '../options.ts';

export const given = method({
  id: 'given',
  stage: 'weight',
  title: { en: 'Given weights', zh: '给定权重' },
  about: {
    en: 'Uses the weights written in the study or in a CSV file (indicator, weight). Weights that do not sum to 1 are rescaled and noted; negative ones, unknown ids and indicators without a weight are refused.',
    zh: '使用研究文件或 CSV（indicator, weight）中给出的权重。合计不为 1 时按比例归一并注明；不接受负权重、未知标识及缺少权重的指标。',
  },
  formula: 'w_j = \\frac{g_j}{\\sum_k g_k}',
  cite: [],
  options: z.strictObject({
    weights: help(byId(z.number()), 'Weight of every indicator', '各指标的权重'),
  }),
  check({ weights }, { indicators }) {
    const complaints: Complaint[] = [];
    const known = new Set(indicators.map((indicator) => indicator.id));
    const absent = indicators.filter(({ id }) => !Object.hasOwn(weights, id)).map(({ id }) => id);
    if (absent.length > 0) {
      const names = listed(absent);
      complaints.push({
        code: 'weight/missing',
        path: ['weights'],
        saw: { en: `no weight for ${names.en}`, zh: `缺少权重：${names.zh}` },
        why: {
          en: 'every indicator of the index needs a weight; leaving one out would drop it silently',
          zh: '指标体系的每项指标都需要权重，否则会被悄悄忽略',
        },
        fix: {
          en: 'give a weight (0 is allowed) or remove the indicator from the index',
          zh: '给出权重（可为 0）或从体系中删除该指标',
        },
      });
    }
    for (const id of Object.keys(weights)) {
      const weight = weights[id]!;
      if (!known.has(id)) {
        complaints.push({
          code: 'study/unknown-indicator',
          path: ['weights', id],
          saw: { en: `a weight for ${id}`, zh: `${id} 的权重` },
          why: { en: 'the index has no indicator of this id', zh: '指标体系中没有该指标' },
          fix: { en: 'correct the id or remove the line', zh: '更正标识或删除该行' },
        });
      } else if (weight < 0) {
        complaints.push({
          code: 'weight/negative',
          path: ['weights', id],
          saw: { en: `weight ${weight}`, zh: `权重 ${weight}` },
          why: { en: 'a negative weight would turn the indicator round', zh: '负权重会使指标方向颠倒' },
          fix: {
            en: 'give a weight of 0 or more, and set the direction of the indicator to cost if less of it is better',
            zh: '给出非负权重；若越小越好，请将指标方向设为 cost',
          },
        });
      }
    }
    if (complaints.length === 0 && !(sum(Object.values(weights)) > 0)) {
      complaints.push({
        code: 'weight/zero',
        path: ['weights'],
        saw: { en: 'weights that are all 0', zh: '全部权重为 0' },
        why: { en: 'nothing would be scored', zh: '没有任何指标参与计分' },
        fix: { en: 'give at least one positive weight', zh: '至少给出一个正权重' },
      });
    }
    return complaints;
  },
  run({ indicators }, options) {
    const raw = Float64Array.from(indicators, ({ id }) => options.weights[id]!);
    const total = sum(raw);
    const notes: Note[] = [];
    // Written decimals such as 0.1 cannot sum to 1 exactly; that alone is not worth a note.
    if (Math.abs(total - 1) > 1e-9) {
      notes.push({
        code: 'weight/rescaled',
        level: 'note',
        text: {
          en: `The given weights sum to ${Number(total.toPrecision(12))} and were divided by it.`,
          zh: `给定权重合计为 ${Number(total.toPrecision(12))}，已按比例归一。`,
        },
      });
    }
    return { weights: [raw.map((weight) => weight / total)], details: {}, notes };
  },
  sql: () => 'without data',
  describe: () => ({ en: 'Weights were given.', zh: '权重为给定值。' }),
  examples: [],
});
