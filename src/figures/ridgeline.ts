import { area, line as path } from 'd3-shape';
import * as z from 'zod';
import { axis, bottomAxis, GRID, smallPrint, ticksFor } from './axis.ts';
import { sequential } from './colours.ts';
import {
  curvesInWords,
  curvesOf,
  cutText,
  extentOf,
  hasDensities,
  hasPeak,
  rangeOptions,
  ruleOf,
} from './density-curves.ts';
import { figure, lang, MARGIN, nodeOf, nodeOption, widthOption } from './figure.ts';
import { element, label, line, MUTED, meant } from './svg.ts';
import { textWidth, wrapped } from './text-width.ts';

export const ridgeline = figure({
  id: 'ridgeline',
  title: { en: 'Density ridgelines', zh: '核密度山脊图' },
  about: {
    en: 'The distribution of the scores of a node, a row per period over one axis and with one scale of density; dots joined by a line follow the main peak. Needs the analysis density with two periods or more.',
    zh: '某节点得分的分布，每期一行，共用横轴与密度比例；圆点连线表示主峰的移动。需要两期以上的 density 分析。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    periods: z.array(z.number().int()).min(1).optional().meta({
      description: 'periods, e.g. 2010,2015,2019; default: all',
      zh: '时期，如 2010,2015,2019；默认全部',
    }),
    overlap: z.number().min(0).max(4).default(1.2).meta({
      description: 'how far the highest ridge reaches beyond its row, in rows',
      zh: '最高的峰超出本行的行数',
    }),
    ...rangeOptions,
    width: widthOption(),
  }),
  available: (result) =>
    hasDensities(result) && result.nodes.some(({ node }) => curvesOf(result, node.id).length > 1),
  alt(result, options) {
    const { node } = nodeOf(result, options.node);
    return curvesInWords(node.title[options.lang], curvesOf(result, node.id, options), options.lang);
  },
  content(result, options) {
    const { node } = nodeOf(result, options.node);
    const curves = curvesOf(result, node.id, options);
    const zh = options.lang === 'zh';
    const inner = options.width - 2 * MARGIN;
    const row = Math.max(20, Math.min(64, 420 / Math.max(1, curves.length)));
    const ridge = row * (1 + options.overlap);
    const top = 44 + ridge;
    const bottom = top + row * Math.max(0, curves.length - 1);
    const left = MARGIN + Math.max(...curves.map(({ period }) => textWidth(`${period}`, 11)), 20) + 10;
    const right = options.width - MARGIN;
    const x = axis(extentOf(curves), [left, right], ticksFor(right - left));
    const highest = Math.max(0, ...curves.flatMap(({ points }) => points.map(([, at]) => at))) || 1;
    const base = (i: number) => top + i * row;
    const peaks = curves.flatMap((curve, i): [number, number][] =>
      hasPeak(curve) ? [[x.at(curve.main.x), base(i) - (curve.main.height / highest) * ridge]] : [],
    );
    const ridges = curves.map((curve, i) => {
      const fill = sequential(curves.length === 1 ? 0.6 : 0.3 + (0.55 * i) / (curves.length - 1));
      const at = ([, height]: [number, number]) => base(i) - (height / highest) * ridge;
      const along = ([value]: [number, number]) => x.at(value);
      return meant(
        { period: curve.period },
        line(left, base(i), right, base(i), { stroke: '#b9c2c9', 'stroke-width': '0.5' }),
        element('path', {
          d: area<[number, number]>(along, base(i), at).digits(1)(curve.points) ?? '',
          fill,
          'fill-opacity': '0.72',
        }),
        element('path', {
          d: path<[number, number]>(along, at).digits(1)(curve.points) ?? '',
          fill: 'none',
          stroke: '#22303c',
          'stroke-width': '1',
        }),
        label(left - 8, base(i) + 1, `${curve.period}`, { 'font-size': '11', 'text-anchor': 'end' }),
      );
    });
    const print = smallPrint(
      [
        ...wrapped(
          zh
            ? '圆点与连线：主峰位置；各行密度比例相同。'
            : 'Dots and line: the main peaks. One scale of density for all rows.',
          inner,
          10,
        ),
        ...wrapped(ruleOf(result, options.lang), inner, 10),
        ...cutText(options, options.lang),
      ],
      MARGIN,
      bottom + 56,
    );
    return {
      title: zh ? `${node.title.zh}：核密度演变` : `${node.title.en}: densities`,
      height: bottom + 56 + print.height,
      parts: [
        ...x.ticks.map(({ value }) => line(x.at(value), 44, x.at(value), bottom, { stroke: GRID })),
        ...ridges,
        element('path', {
          d: path<[number, number]>().digits(1)(peaks) ?? '',
          fill: 'none',
          stroke: '#b0413e',
          'stroke-width': '1',
          'stroke-dasharray': '3 2',
        }),
        ...peaks.map(([cx, cy]) =>
          element('circle', {
            cx,
            cy,
            r: 2.6,
            fill: '#b0413e',
            stroke: '#ffffff',
            'stroke-width': '0.8',
          }),
        ),
        curves.length === 0
          ? label((left + right) / 2, top - 10, zh ? '无核密度' : 'no density', {
              'text-anchor': 'middle',
              fill: MUTED,
            })
          : '',
        bottomAxis(x, bottom + 6, zh ? '得分' : 'score'),
        print.svg,
      ],
    };
  },
});
