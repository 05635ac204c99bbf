import { SaxesParser } from 'saxes';
import type { Box } from '../../src/figures/label-places.ts';
import { textWidth } from '../../src/figures/text-width.ts';

/** An element of a drawing with its text, at its place on the page. */
export interface Drawn {
  name: string;
  attributes: Record<string, string>;
  text: string;
  /** Sum of the translations around it. */
  dx: number;
  dy: number;
  parents: Drawn[];
}

/** The elements of an SVG in document order. */
export function elementsOf(svg: string): Drawn[] {
  const all: Drawn[] = [];
  const open: Drawn[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes: read }) => {
    const attributes = read as Record<string, string>;
    const parent = open[open.length - 1];
    const moved = /translate\(([-\d.]+),([-\d.]+)\)/.exec(attributes.transform ?? '');
    const one = {
      name,
      attributes,
      text: '',
      dx: (parent?.dx ?? 0) + Number(moved?.[1] ?? 0),
      dy: (parent?.dy ?? 0) + Number(moved?.[2] ?? 0),
      parents: [...open],
    };
    all.push(one);
    open.push(one);
  });
  parser.on('text', (text) => {
    const last = open[open.length - 1];
    if (last) last.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(svg).close();
  return all;
}

/** The box of a line of text. */
export function boxOf({ attributes, text, dx, dy }: Drawn): Box {
  const size = Number(attributes['font-size'] ?? 12);
  const width = textWidth(text, size);
  const anchor = attributes['text-anchor'] ?? 'start';
  const shift = anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0;
  return {
    x: dx + Number(attributes.x) - shift,
    y: dy + Number(attributes.y) - size * 0.8,
    width,
    height: size,
  };
}
