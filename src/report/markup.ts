import { escapeXml } from '../core/escape-xml.ts';
import { type Grid, type GridColumn, headCells, rowSpans, rowsBetween } from '../figures/grid.ts';

/** A table of the page: three lines, a caption above, numbers to the right; rows beyond `open` unfold. */
export function table(grid: Grid, more: string): string {
  const { caption, rows, note, open = rows.length } = grid;
  const first = tableOf(grid, rowsBetween(rows, 0, open), `<caption>${escapeXml(caption)}</caption>`);
  const rest = rows.length - open;
  return [
    first,
    rest > 0
      ? `<details><summary>${escapeXml(more)} (${rest})</summary>${tableOf(grid, rowsBetween(rows, open, rows.length), '')}</details>`
      : '',
    note ? `<p class="note">${escapeXml(note)}</p>` : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function tableOf({ caption, columns }: Grid, rows: Grid['rows'], title: string): string {
  const head = headCells(columns).map(
    (cells) =>
      `<tr>${cells
        .map(
          ({ text, column, columns: across, levels }) =>
            `<th scope="${across > 1 ? 'colgroup' : 'col'}"${spans(across, levels)}${across > 1 ? '' : classOf(columns[column]!)}>${escapeXml(text)}</th>`,
        )
        .join('')}</tr>`,
  );
  const down = rowSpans(rows);
  const body = rows.map(
    (row, r) =>
      `<tr>${row.map((cell, c) => (cell === null ? '' : `<td${spans(1, down[r]![c]!)}${classOf(columns[c]!)}>${escapeXml(cell)}</td>`)).join('')}</tr>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeXml(caption)}"><table>${title}<thead>${head.join('')}</thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function spans(across: number, down: number): string {
  return `${across > 1 ? ` colspan="${across}"` : ''}${down > 1 ? ` rowspan="${down}"` : ''}`;
}

function classOf({ numeric, wrap }: GridColumn): string {
  return numeric ? ' class="n"' : wrap ? ' class="w"' : '';
}

/** A drawing with its caption and what it shows in words; it shrinks with the page, and scrolls where it would become too small to read. Title escaped. */
export function figureBlock(svg: string, title: string, words: string): string {
  return `<figure><div class="scroll" tabindex="0" role="region" aria-label="${title}">${svg}</div><figcaption><b>${title}</b> ${escapeXml(words)}</figcaption></figure>`;
}

export function section(id: string, title: string, ...parts: readonly string[]): string {
  return `<section id="${id}"><h2>${escapeXml(title)}</h2>\n${parts.filter((part) => part !== '').join('\n')}\n</section>`;
}

export function paragraph(text: string, kind?: string): string {
  return `<p${kind === undefined ? '' : ` class="${kind}"`}>${escapeXml(text)}</p>`;
}

export function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escapeXml(item)}</li>`).join('')}</ul>`;
}

export const STYLE = `
:root { color-scheme: light; --ink: #22303c; --muted: #5c6a76; --line: #c9d1d8; --accent: #225ea8; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 16px/1.6 "Noto Sans", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Helvetica Neue", Arial, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .3em; }
h2 { font-size: 1.25rem; margin: 2.4em 0 .6em; padding-bottom: .25em; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.6em 0 .4em; }
p { max-width: 46em; margin: .5em 0; }
.lead { font-size: 1.05rem; }
.meta, .note, figcaption { color: var(--muted); font-size: .86rem; }
figcaption b { color: var(--ink); display: block; }
.badge { display: inline-block; background: #fff3cd; border: 1px solid #e0c36a; border-radius: 4px; padding: 2px 10px; font-weight: 600; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 12px 0 0; font-size: .9rem; }
a { color: var(--accent); }
.scroll { overflow-x: auto; }
.scroll:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .88rem; line-height: 1.4; margin: .6em 0; min-width: min(100%, 420px); border-top: 1.6px solid var(--ink); border-bottom: 1.6px solid var(--ink); }
caption { text-align: left; font-weight: 600; padding: .2em 0 .5em; }
thead { border-bottom: 1px solid var(--ink); }
th { vertical-align: bottom; white-space: normal; word-break: keep-all; }
th[colspan] { text-align: center; border-bottom: .6px solid var(--muted); }
th, td { text-align: left; padding: 3px 14px 3px 0; }
td { vertical-align: top; white-space: nowrap; }
td.w { white-space: normal; min-width: 8em; max-width: 44em; }
td.w:last-child { min-width: 20em; }
th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; }
figure { margin: 1.2em 0; }
figure svg { max-width: 100%; height: auto; min-width: 620px; display: block; }
details { margin: .4em 0; }
summary { cursor: pointer; color: var(--accent); }
ul { max-width: 48em; padding-left: 1.2em; }
code { font-size: .86em; overflow-wrap: anywhere; }
li.warning::marker { content: "▲ "; color: #9a5b00; }
@media (max-width: 600px) { main { padding: 20px 14px 48px; } h1 { font-size: 1.4rem; } th, td { padding-right: 10px; } }
@media print { nav, summary { display: none; } h2 { break-after: avoid; } figure, table { break-inside: avoid; } main { max-width: none; padding: 0; } details > * { display: block; } }
`;
