import type { Result } from '../study/result.ts';
import { nodeOf } from './figure.ts';
import { fixed } from './format.ts';
import { groupName } from './grouping.ts';
import { periodsRemark } from './shown-periods.ts';
import { type Curve, type TrendChoice, type TrendData, trendData } from './trend-data.ts';

/** What an axis is called: directions, or its angle when the axes are turned. */
export function axisName(axis: 'x' | 'y', rotation: number, lang: 'en' | 'zh'): string {
  if (rotation % 360 === 0) {
    if (axis === 'x') return lang === 'zh' ? '西—东（km）' : 'West–East (km)';
    return lang === 'zh' ? '南—北（km）' : 'South–North (km)';
  }
  const angle = fixed(
    ((rotation + (axis === 'y' ? 90 : 0) + 180) % 360) - 180,
    Number.isInteger(rotation) ? 0 : 1,
  );
  return lang === 'zh' ? `与正东夹角 ${angle}° 方向（km）` : `${angle}° from east (km)`;
}

/** How a curve fits, e.g. `R² 0.34, p 0.02`. */
export function fitText({ r2, p }: Curve): string {
  if (Number.isNaN(r2)) return 'R² –';
  const chance = Number.isNaN(p) ? '' : p < 0.001 ? ', p < 0.001' : `, p = ${fixed(p, 3)}`;
  return `R² ${fixed(r2, 2)}${chance}`;
}

/** The sentence below both trend figures. */
export function trendCaption(
  { order, rotation, zones, all, periods, allPeriods }: TrendData,
  lang: 'en' | 'zh',
  band?: string,
): string {
  const zh = lang === 'zh';
  const remark = periodsRemark(periods, allPeriods, lang);
  return [
    zh ? `${order} 次多项式` : `Polynomials of order ${order}`,
    zh
      ? rotation === 0
        ? '，坐标轴未旋转。'
        : `，坐标轴逆时针旋转 ${rotation}°。`
      : rotation === 0
        ? ', axes not turned.'
        : `, axes turned counter-clockwise by ${rotation}°.`,
    zh ? '距离自最西、最南（轴起点）的单元量起。' : ' Kilometres from the unit at the start of each axis.',
    zh ? 'p 检验最高次项。' : ' p tests the highest term.',
    band ?? '',
    all > zones.length
      ? zh
        ? `显示 ${all} 组中的 ${zones.length} 组。`
        : ` ${zones.length} of ${all} groups shown.`
      : '',
    remark === '' || zh ? remark : ` ${remark}`,
  ].join('');
}

/** What both trend figures show, in words. */
export function trendWords(result: Result, choice: TrendChoice, lang: 'en' | 'zh'): string {
  const data = trendData(result, choice);
  const shapes: Record<string, string> = SHAPES[lang];
  const node = nodeOf(result, data.node).node.title[lang];
  const zh = lang === 'zh';
  const zones = data.zones.map(({ group, periods }) => {
    const told = periods.map(({ period, x, y }) => {
      const walls = (['x', 'y'] as const).flatMap((axis) => {
        const curve = { x, y }[axis];
        if (!curve) return [];
        return [
          `${axisName(axis, data.rotation, lang)}${zh ? '' : ' '}${shapes[curve.shape] ?? curve.shape}${zh ? '，' : ', '}R² ${fixed(curve.r2, 2)}`,
        ];
      });
      return `${period}${zh ? '：' : ': '}${walls.join(zh ? '；' : '; ')}`;
    });
    return zh
      ? `${groupName(group, lang)}——${told.join('。')}。`
      : `${groupName(group, lang)} – ${told.join('. ')}.`;
  });
  return zh
    ? `${node}。${trendCaption(data, lang)}${zones.join('')}`
    : `${node}. ${trendCaption(data, lang)} ${zones.join(' ')}`;
}
const SHAPES = {
  en: {
    rising: 'rising',
    falling: 'falling',
    u: 'U-shaped',
    'inverted-u': 'inverted U',
    'rise-fall-rise': 'rise, fall and rise',
    'fall-rise-fall': 'fall, rise and fall',
    flat: 'flat',
  },
  zh: {
    rising: '上升',
    falling: '下降',
    u: 'U 型',
    'inverted-u': '倒 U 型',
    'rise-fall-rise': '升降升',
    'fall-rise-fall': '降升降',
    flat: '平缓',
  },
};
