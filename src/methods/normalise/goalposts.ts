import * as z from 'zod';
import { listed } from '../../core/note.ts';
import type { Complaint } from '../../core/problem.ts';
import { withColumns } from '../../core/table.ts';
import { method } from '../method.ts';
import { byId, help } from '../options.ts';

export const goalposts = method({
  id: 'goalposts',
  stage: 'normalise',
  title: { en: 'Goalposts', zh: '目标区间标准化' },
  about: {
    en: 'Rescales each indicator between two fixed values chosen beforehand, so that scores stay comparable when data are added. Values beyond a goalpost are held at it and counted in a note (or kept, with clip: false). Missing cells stay missing.',
    zh: '按事先选定的上下限缩放各指标，新增数据时得分仍可比。超出区间的值取边界并注明个数（clip: false 时保留）。缺失值保持缺失。',
  },
  formula:
    'r_{ij} = \\frac{x_{ij}-l_j}{h_j-l_j}\\ \\text{(benefit)},\\quad r_{ij} = \\frac{h_j-x_{ij}}{h_j-l_j}\\ \\text{(cost)}',
  cite: ['oecd2008', 'undp2010'],
  shorthand: 'posts',
  options: z.strictObject({
    posts: help(
      byId(z.tuple([z.number(), z.number()])),
      'Low and high goalpost of every indicator; for a cost, low is still the smaller number',
      '各指标的下限与上限；负向指标仍先写较小的数',
    ),
    clip: help(z.boolean().default(true), 'Hold values beyond a goalpost at it', '超出区间的值取边界'),
  }),
  check({ posts }, { indicators }) {
    const known = new Set(indicators.map((indicator) => indicator.id));
    const complaints: Complaint[] = [];
    const absent = indicators
      .filter((indicator) => !Object.hasOwn(posts, indicator.id))
      .map((indicator) => indicator.id);
    if (absent.length > 0) {
      const names = listed(absent);
      complaints.push({
        code: 'method/goalposts-missing',
        path: [],
        saw: { en: `no goalposts for ${names.en}`, zh: `缺少目标区间：${names.zh}` },
        why: { en: 'every indicator needs its two goalposts', zh: '每项指标都需要上下限' },
        fix: { en: 'add them as X1: [low, high]', zh: '按 X1: [下限, 上限] 补充' },
      });
    }
    for (const id of Object.keys(posts)) {
      const [low, high] = posts[id]!;
      if (!known.has(id)) {
        complaints.push({
          code: 'study/unknown-indicator',
          path: [id],
          saw: { en: `goalposts for ${id}`, zh: `${id} 的目标区间` },
          why: { en: 'the index has no indicator of this id', zh: '指标体系中没有该指标' },
          fix: { en: 'correct the id or remove the line', zh: '更正标识或删除该行' },
        });
      } else if (!(low < high)) {
        complaints.push({
          code: 'method/range',
          path: [id],
          saw: { en: `goalposts [${low}, ${high}]`, zh: `目标区间 [${low}, ${high}]` },
          why: {
            en: 'the low goalpost must be the smaller number, for costs too',
            zh: '下限必须是较小的数，负向指标亦然',
          },
          fix: { en: 'write [low, high]', zh: '写成 [下限, 上限]' },
        });
      }
    }
    return complaints;
  },
  run({ table, directions }, { posts, clip }) {
    const clipped: string[] = [];
    let cells = 0;
    const columns = table.columns.map((column, c) => {
      const [low, high] = posts[table.ids[c]!]!;
      let outside = 0;
      const out = column.map((value) => {
        const share = (directions[c] === 'benefit' ? value - low : high - value) / (high - low);
        if (share < 0 || share > 1) {
          outside++;
          if (clip) return share < 0 ? 0 : 1;
        }
        return share;
      });
      if (outside > 0) clipped.push(`${table.ids[c]} (${outside})`);
      cells += outside;
      return out;
    });
    const names = listed(clipped);
    return {
      table: withColumns(table, columns),
      constants: table.ids.map((id) => [{ low: posts[id]![0], high: posts[id]![1] }]),
      scopeOf: table.periods.map(() => 0),
      notes:
        cells === 0
          ? []
          : [
              {
                code: 'normalise/beyond-goalposts',
                level: 'note',
                text: {
                  en: `${cells} cell(s) lie beyond their goalposts and were ${clip ? 'held at them' : 'kept as they are'}: ${names.en}.`,
                  zh: `${cells} 个值超出目标区间，${clip ? '取边界值' : '原样保留'}：${names.zh}。`,
                },
                items: clipped,
              },
            ],
    };
  },
  sql: ({ posts, clip }) => ({
    reference: 'pooled',
    sums: [],
    estimate: (_found, id) => ({ low: posts[id]![0], high: posts[id]![1] }),
    line: (direction, { low, high }) =>
      direction === 'benefit'
        ? { origin: low!, scale: high! - low! }
        : { origin: high!, scale: low! - high! },
    offset: 0,
    span: 1,
    constant: 0,
    clip,
  }),
  nonNegative: ({ clip }) => clip,
  worked: (value, direction, { low, high }) =>
    direction === 'benefit'
      ? `(${value} - ${low}) / (${high} - ${low})`
      : `(${high} - ${value}) / (${high} - ${low})`,
  held: () => 'nothing',
  describe: ({ clip }) => ({
    en: `Indicators were rescaled between fixed goalposts${clip ? ', values beyond them held at the goalpost' : ''}; cost indicators were reversed.`,
    zh: `各指标按固定目标区间标准化${clip ? '，超出者取边界' : ''}，负向指标取反。`,
  }),
  examples: [
    {
      title: { en: 'Within and beyond the goalposts', zh: '区间内与区间外' },
      source: 'closed form',
      input: {
        directions: ['benefit'],
        table: { units: 3, periods: [2010], ids: ['x'], columns: [Float64Array.of(20, 50, 90)] },
      },
      options: { posts: { x: [20, 80] } },
      expect: ({ table }) => ({ value: table.columns[0]!, expected: [0, 0.5, 1], tolerance: 1e-12 }),
    },
  ],
});
