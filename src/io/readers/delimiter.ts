export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/**
 * What separates the cells of a text: the separator that the most of its first lines have equally often. Where two do
 * so alike, both are given back. A text without any separator has one column, and commas or (of .tsv) tabs.
 * @example findDelimiter('id;a;b\n1;2,5;3,5\n') // => ';'
 */
export function findDelimiter(text: string, file = ''): Delimiter | Delimiter[] {
  const lines = firstLines(text);
  const scores = DELIMITERS.map((one) => ({ one, lines: agreeing(lines, one) }));
  const most = Math.max(...scores.map((score) => score.lines));
  if (most === 0) return /\.tsv$/i.test(file) ? '\t' : ',';
  const best = scores.filter((score) => score.lines === most).map(({ one }) => one);
  return best.length === 1 ? best[0]! : best;
}

/** The first line, split by a separator, as it is shown where several are possible. */
export function splitAmbiguously(text: string, delimiter: Delimiter): string {
  return (firstLines(text)[0] ?? '')
    .split(delimiter)
    .slice(0, 6)
    .map((cell) => `[${cell.trim().slice(0, 20)}]`)
    .join(' ');
}

/** How many lines have a separator as often as the most lines do. */
function agreeing(lines: readonly string[], delimiter: Delimiter): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const count = line.split(delimiter).length - 1;
    if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** Lines of the beginning without what stands in quotation marks. */
function firstLines(text: string): string[] {
  const head = text.slice(0, 2 ** 16);
  const bare = head.replace(/"(?:[^"]|"")*"/g, '""');
  const lines = bare.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  // The last line of a long text is cut off.
  return (text.length > head.length && lines.length > 1 ? lines.slice(0, -1) : lines).slice(0, 200);
}
