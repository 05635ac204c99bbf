/** A heading between blank lines. */
export function heading(text: string): string {
  return `\n${text}`;
}

/** Rows as aligned columns; Chinese characters take two places. */
export function columns(rows: readonly (readonly string[])[], sides: readonly ('left' | 'right')[]): string {
  const widths = sides.map((_, c) => Math.max(0, ...rows.map((row) => widthOf(row[c] ?? ''))));
  return rows
    .map((row) =>
      `  ${row
        .map((cell, c) => {
          const space = ' '.repeat(widths[c]! - widthOf(cell));
          return sides[c] === 'right' ? space + cell : cell + space;
        })
        .join('  ')}`.trimEnd(),
    )
    .join('\n');
}

/** Places that a text takes in a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character.codePointAt(0)!) ? 2 : 1;
  return width;
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe4f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x20000 && code <= 0x3fffd)
  );
}
