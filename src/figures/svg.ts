import { escapeXml } from '../core/escape-xml.ts';

/** Text and children of an element; strings made by `element` are kept, plain text must go through `escapeXml`. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A number for a drawing: one decimal is a tenth of a pixel. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}

/** One SVG element. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? px(value) : escapeXml(value!)}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** What a mark stands for: ids of a unit and of a node or indicator, and a period. */
export interface Meaning {
  unit?: string | undefined;
  node?: string | undefined;
  period?: number | undefined;
}

/** Attributes by which a page finds what a mark stands for. */
export function standsFor({ unit, node, period }: Meaning): Attributes {
  return {
    'data-unit': unit,
    'data-node': node,
    'data-period': period === undefined ? undefined : `${period}`,
  };
}

/** Marks that together stand for something. */
export function meant(meaning: Meaning, ...children: readonly string[]): string {
  return element('g', standsFor(meaning), ...children);
}

/** A line of text. */
export function label(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escapeXml(text));
}

export function rectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  attributes: Attributes,
): string {
  return element('rect', { x, y, width: Math.max(0, width), height, ...attributes });
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): string {
  return element('line', { x1, y1, x2, y2, stroke: INK, 'stroke-width': '0.75', ...attributes });
}

/** Colour of text and axes. */
export const INK = '#22303c';
export const MUTED = '#667480';
export const FONT =
  '"Noto Sans", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Helvetica Neue", Arial, sans-serif';

/** A whole drawing on white, with its title and its description in words for readers who do not see it. */
export function drawing(
  width: number,
  height: number,
  title: string,
  description: string,
  lang: 'en' | 'zh',
  ...children: readonly string[]
): string {
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${px(width)} ${px(height)}`,
      role: 'img',
      lang: lang === 'zh' ? 'zh-CN' : 'en',
      'font-family': FONT,
      'font-size': '12',
      fill: INK,
    },
    element('title', {}, escapeXml(title)),
    element('desc', {}, escapeXml(description)),
    rectangle(0, 0, width, height, { fill: '#ffffff' }),
    ...children,
  )}\n`;
}
