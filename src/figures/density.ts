import { line as path } from 'd3-shape';
import * as z from 'zod';
import { axis, bottomAxis, leftAxis, leftRoom, marker, smallPrint, ticksFor } from './axis.ts';
import { sequential } from './colours.ts';
import {
  type Curve,
  curvesInWords,
  curvesOf,
  cutText,
  extentOf,
  hasDensities,
  hasPeak,
  rangeOptions,
  ruleOf,
  short,
} from './density-curves.ts';
import { figure, lang, MARGIN, nodeOf, nodeOption, widthOption } from './figure.ts';
import { element, label, line, MUTED, meant } from './svg.ts';
import { textWidth, wrapped } from './text-width.ts';

/** Curves that can be told apart over each other. */
const MOST = 5;
const DASHES = [undefined, '7 3', '2.5 2.5', '10 3 2 3', '5 2 1.5 2 1.5 2', '14 4', '1 3', '4 4'];

export const density = figure({
  id: 'density',
  title: { en: 'Kernel density of scores', zh: '得分核密度' },
  about: {
    en: 'How the scores of a node are distributed in several periods, over each other, with the main peaks marked. Needs the analysis density.',
    zh: '某节点得分在若干时期的分布曲线叠置图，并标出主峰。需要 density 分析。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    periods: z
      .array(z.number().int())
      .min(1)
      .max(DASHES.length)
      .optional()
      .meta({
        description: `periods, e.g. 2010,2019; default: all, or ${MOST} spread evenly`,
        zh: `时期，如 2010,2019；默认全部，多于 ${MOST} 期时均匀取 ${MOST} 期`,
      }),
    ...rangeOptions,
    width: widthOption(),
  }),
  available: hasDensities,
  alt(result, options) {
    const { node } = nodeOf(result, options.node);
    const curves = shown(curvesOf(result, node.id, options), options.periods);
    return curvesInWords(node.title[options.lang], curves, options.lang);
  },
  content(result, options) {
    const { node } = nodeOf(result, options.node);
    const all = curvesOf(result, node.id, options);
    const curves = shown(all, options.periods);
    const zh = options.lang === 'zh';
    const inner = options.width - 2 * MARGIN;
    const legend = legendOf(curves, inner, options.lang);
    const top = 48 + legend.height + 18;
    const height = Math.max(180, Math.min(420, options.width * 0.48));
    const highest = Math.max(0, ...curves.flatMap(({ points }) => points.map(([, at]) => at)));
    const y = axis([0, highest === 0 ? 1 : highest * 1.06], [top + height, top], 5);
    const left = MARGIN + leftRoom(y);
    const right = options.width - MARGIN;
    const x = axis(extentOf(curves), [left, right], ticksFor(right - left));
    const draw = path<[number, number]>(
      ([value]) => x.at(value),
      ([, at]) => y.at(at),
    ).digits(1);
    const lines = curves.map((curve, i) => {
      const { stroke, dash } = style(i, curves.length);
      return meant(
        { period: curve.period },
        element('path', {
          d: draw(curve.points) ?? '',
          fill: 'none',
          stroke,
          'stroke-width': '1.8',
          'stroke-dasharray': dash,
        }),
        hasPeak(curve)
          ? line(x.at(curve.main.x), y.at(curve.main.height), x.at(curve.main.x), top + height, {
              stroke,
              'stroke-width': '0.6',
              'stroke-dasharray': '1.5 2.5',
            })
          : '',
      );
    });
    const marks = curves.map((curve, i) =>
      hasPeak(curve)
        ? marker(i, x.at(curve.main.x), y.at(curve.main.height), style(i, curves.length).stroke)
        : '',
    );
    const notes = [
      ...wrapped(ruleOf(result, options.lang), inner, 10),
      ...cutText(options, options.lang),
      ...(all.length > curves.length
        ? wrapped(
            zh
              ? `共 ${all.length} 期，此处取 ${curves.length} 期；其余见 density.csv 或选项 periods。`
              : `${curves.length} of ${all.length} periods; the others are in density.csv or with the option periods.`,
            inner,
            10,
          )
        : []),
    ];
    const print = smallPrint(notes, MARGIN, top + height + 54);
    return {
      title: zh ? `${node.title.zh}：核密度` : `${node.title.en}: density`,
      height: top + height + 54 + print.height,
      parts: [
        legend.svg,
        label(MARGIN, top - 8, zh ? '密度' : 'density', { 'font-size': '10', fill: MUTED }),
        leftAxis(y, left, right),
        bottomAxis(x, top + height, zh ? '得分' : 'score'),
        ...lines,
        ...marks,
        curves.length === 0
          ? label((left + right) / 2, top + height / 2, zh ? '无核密度' : 'no density', {
              'text-anchor': 'middle',
              fill: MUTED,
            })
          : '',
        print.svg,
      ],
    };
  },
});

/** All curves where they are few or asked for, otherwise some spread evenly from the first to the last. */
function shown(curves: readonly Curve[], periods: readonly number[] | undefined): Curve[] {
  if (periods || curves.length <= MOST) return [...curves];
  const at = Array.from({ length: MOST }, (_, i) => Math.round((i * (curves.length - 1)) / (MOST - 1)));
  return at.map((i) => curves[i]!);
}

/** Later periods are darker; dashes and marks tell them apart without colour. */
function style(i: number, count: number): { stroke: string; dash: string | undefined } {
  return {
    stroke: sequential(count === 1 ? 0.75 : 0.42 + (0.58 * i) / (count - 1)),
    // The last, which matters most, is drawn solid.
    dash: DASHES[count - 1 - i],
  };
}

/** One entry per curve, in rows that wrap at the width. */
function legendOf(
  curves: readonly Curve[],
  width: number,
  language: 'en' | 'zh',
): { svg: string; height: number } {
  const texts = curves.map(({ period, bandwidth, main }) =>
    language === 'zh'
      ? `${period}：峰 ${short(main.height)}，位于 ${short(main.x)}；h = ${short(bandwidth)}`
      : `${period}: peak ${short(main.height)} at ${short(main.x)}, h = ${short(bandwidth)}`,
  );
  const column = Math.max(...texts.map((text) => textWidth(text, 11)), 0) + 40 + 18;
  const perRow = Math.max(1, Math.floor((width + 18) / column));
  const parts = texts.map((text, i) => {
    const x = MARGIN + (i % perRow) * column;
    const y = 48 + Math.floor(i / perRow) * 18;
    const { stroke, dash } = style(i, curves.length);
    return meant(
      { period: curves[i]!.period },
      line(x, y - 4, x + 32, y - 4, { stroke, 'stroke-width': '1.8', 'stroke-dasharray': dash }),
      marker(i, x + 16, y - 4, stroke),
      label(x + 40, y, text, { 'font-size': '11' }),
    );
  });
  return { svg: parts.join(''), height: Math.ceil(texts.length / perRow) * 18 };
}
