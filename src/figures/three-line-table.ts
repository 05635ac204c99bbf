import { max } from 'd3-array';
import { escapeXml } from '../core/escape-xml.ts';
import { type Grid, headCells, headLevels } from './grid.ts';
import { type Attributes, element, label, line, type Meaning, MUTED, rectangle, standsFor } from './svg.ts';
import { BOLD, lines, SIZE } from './table-columns.ts';
import { BESIDE, layOut, type Piece } from './table-layout.ts';
import { textWidth } from './text-width.ts';

/** Height of a line, space above and below the text of a row, and before a new group of rows. */
const LINE = 15;
const PAD = 4;
const GROUP = 3;
/** Space between pieces of a table that stand below each other. */
const BELOW = 22;
const SMALL = 10;

/**
 * Draws a grid as the three-line table of the field: a thick rule above and below, a thin one below the headings. Cells
 * that span rows are written once at the top. Long tables stand in blocks beside each other; where a table is too wide,
 * merged columns become bands, minor columns move below the text, and what is still too wide continues below.
 */
export function threeLineTable(
  grid: Grid,
  x: number,
  y: number,
  width: number,
): { svg: string; height: number } {
  let top = y;
  const parts: string[] = [];
  for (const beside of layOut(grid, width)) {
    if (top > y) top += BELOW;
    let left = x;
    let height = 0;
    for (const piece of beside) {
      const drawn = drawPiece(piece);
      parts.push(element('g', { transform: `translate(${left},${top})` }, drawn.svg));
      height = Math.max(height, drawn.height);
      left += piece.width + BESIDE;
    }
    top += height;
  }
  const note = grid.note === undefined ? [] : lines(grid.note, width, SMALL);
  note.forEach((text, i) => {
    parts.push(label(x, top + 18 + i * 14, text, { 'font-size': `${SMALL}`, fill: MUTED }));
  });
  return { svg: parts.join(''), height: top + (note.length > 0 ? 8 + note.length * 14 : 0) - y };
}

function drawPiece(piece: Piece): { svg: string; height: number } {
  const head = drawHead(piece);
  const { heights, gaps } = heightsOf(piece);
  const decimals = piece.columns.map((_, c) => decimalsOf(piece, c));
  const parts: string[] = [];
  let y = head.height;
  piece.rows.forEach((row, r) => {
    y += gaps[r]!;
    const band = piece.bands.get(r);
    if (band !== undefined) {
      const text = lines(band, piece.width, SIZE * BOLD);
      parts.push(rectangle(0, y, piece.width, text.length * LINE + 2, { fill: '#f1f4f6' }));
      parts.push(written(text, 2, y + 12, { 'font-size': `${SIZE}`, 'font-weight': '600' }));
      y += text.length * LINE + 2;
    }
    row.forEach((cell, c) => {
      if (cell !== null && cell !== '') parts.push(drawCell(piece, cell, r, c, y, decimals[c]!));
    });
    const below = piece.under.get(r);
    if (below !== undefined && piece.main >= 0) {
      const own = linesOf(piece, row[piece.main] ?? '', piece.main).length;
      const text = lines(below, piece.widths[piece.main]!, SMALL);
      parts.push(
        written(text, piece.left[piece.main]!, y + PAD + 10 + own * LINE, {
          'font-size': `${SMALL}`,
          fill: MUTED,
        }),
      );
    }
    y += heights[r]!;
  });
  y += PAD;
  const thick = { 'stroke-width': '1.6' };
  return {
    svg: [head.svg, ...parts, line(0, 0, piece.width, 0, thick), line(0, y, piece.width, y, thick)].join(''),
    height: y,
  };
}

function linesOf({ widths, columns }: Piece, text: string, column: number): string[] {
  return columns[column]!.numeric || columns[column]!.whole ? [text] : lines(text, widths[column]!, SIZE);
}

/** Heights of the rows; a cell that spans rows and needs more than they have makes the last of them taller. */
function heightsOf(piece: Piece): { heights: number[]; gaps: number[] } {
  const { rows, spans } = piece;
  const needed = (r: number, c: number) => {
    const text = rows[r]![c] ?? '';
    const under = c === piece.main ? piece.under.get(r) : undefined;
    const more = under === undefined ? 0 : lines(under, piece.widths[c]!, SMALL).length;
    return (text === '' ? 1 : linesOf(piece, text, c).length + more) * LINE + PAD;
  };
  const heights = rows.map((row, r) =>
    Math.max(...row.map((_, c) => (spans[r]![c]! > 1 ? 0 : needed(r, c))), LINE + PAD),
  );
  rows.forEach((row, r) => {
    row.forEach((_, c) => {
      const span = spans[r]![c]!;
      if (span <= 1) return;
      const lack = needed(r, c) - heights.slice(r, r + span).reduce((sum, height) => sum + height, 0);
      if (lack > 0) heights[r + span - 1]! += lack;
    });
  });
  const isGrouped = spans.some((row) => row[0]! > 1);
  const gaps = rows.map((row, r) =>
    r > 0 && (piece.bands.has(r) || (isGrouped && row[0] !== null)) ? GROUP : 0,
  );
  return { heights, gaps };
}

/** What a cell stands for: its row, its column, and what is its own. */
function cellAbout({ about, columns, first }: Piece, r: number, c: number): Meaning {
  return { ...about?.[first + r], ...columns[c]!.about, ...columns[c]!.cells?.[first + r] };
}

function drawCell(piece: Piece, text: string, r: number, c: number, y: number, decimals: number): string {
  const size = { ...standsFor(cellAbout(piece, r, c)), 'font-size': `${SIZE}` };
  const left = piece.left[c]!;
  if (!piece.columns[c]!.numeric) return written(linesOf(piece, text, c), left, y + PAD + 10, size);
  const right = left + piece.widths[c]! - decimals + fraction(text);
  return label(right, y + PAD + 10, text, { ...size, 'text-anchor': 'end' });
}

/** Room that the longest decimals of a column take: numbers stand with their points below each other. */
function decimalsOf({ rows }: Piece, c: number): number {
  return max(rows, (row) => fraction(row[c] ?? '')) ?? 0;
}

function fraction(text: string): number {
  const point = /^[−-]?\d+(\.\d+)$/.exec(text);
  return point ? textWidth(point[1]!, SIZE) : 0;
}

function drawHead({ columns, left, widths, width }: Piece): { svg: string; height: number } {
  const cells = headCells(columns);
  const levels = headLevels(columns);
  const placed = cells.flat().map((cell) => {
    const last = cell.column + cell.columns - 1;
    const from = left[cell.column]!;
    const to = left[last]! + widths[last]!;
    return { ...cell, from, to, text: lines(cell.text, to - from, SIZE * BOLD) };
  });
  const heights = Array.from({ length: levels }, (_, level) =>
    Math.max(
      1,
      ...placed.filter((one) => one.level === level && one.levels === 1).map(({ text }) => text.length),
    ),
  ).map((count) => count * LINE + 2 * PAD);
  // A heading that reaches down may need more lines than the levels it spans.
  const reaching = Math.max(
    0,
    ...placed.map((one) => one.text.length * LINE + 2 * PAD - sumOf(heights.slice(one.level))),
  );
  heights[levels - 1]! += reaching;
  const tops = heights.map((_, level) => sumOf(heights.slice(0, level)));
  const parts = placed.map(({ text, from, to, level, levels: down, column, columns: span }) => {
    const bottom = tops[level]! + sumOf(heights.slice(level, level + down));
    const baseline = bottom - PAD - 4 - (text.length - 1) * LINE;
    const isOuter = level + down < levels;
    const size = {
      ...standsFor(headAbout(columns.slice(column, column + span))),
      'font-size': `${SIZE}`,
      'font-weight': '600',
    };
    if (isOuter) {
      const rule = span > 1 ? line(from, bottom, to, bottom, { 'stroke-width': '0.5' }) : '';
      return written(text, (from + to) / 2, baseline, { ...size, 'text-anchor': 'middle' }) + rule;
    }
    return columns[column]!.numeric
      ? written(text, to, baseline, { ...size, 'text-anchor': 'end' })
      : written(text, from, baseline, size);
  });
  const height = sumOf(heights);
  return { svg: parts.join('') + line(0, height, width, height), height };
}

/** What a heading over some columns stands for: what all of them do. */
function headAbout(columns: Piece['columns']): Meaning {
  const [first, ...rest] = columns.map(({ about }) => about);
  const shared = (key: keyof Meaning) => rest.every((one) => one?.[key] === first?.[key]);
  return {
    ...(shared('unit') ? { unit: first?.unit } : {}),
    ...(shared('node') ? { node: first?.node } : {}),
    ...(shared('period') ? { period: first?.period } : {}),
  };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Lines of text from a first baseline down, as one text. */
function written(text: readonly string[], x: number, y: number, attributes: Attributes): string {
  if (text.length === 1) return label(x, y, text[0]!, attributes);
  return element(
    'text',
    { x, y, ...attributes },
    ...text.map((one, i) => element('tspan', { x, dy: i === 0 ? 0 : LINE }, escapeXml(one))),
  );
}
