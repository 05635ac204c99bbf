import { escapeXml } from '../core/escape-xml.ts';

/** One table of the report: three lines, a caption above, numbers to the right. */
export interface Grid {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** Columns that hold numbers. */
  numbers?: readonly number[];
  note?: string;
  /** Rows shown at once; the rest unfold. */
  open?: number;
}

export function table({ caption, head, rows, numbers = [], note, open }: Grid, more: string): string {
  const cls = (c: number) => (numbers.includes(c) ? ' class="n"' : '');
  const headRow = `<tr>${head.map((cell, c) => `<th scope="col"${cls(c)}>${escapeXml(cell)}</th>`).join('')}</tr>`;
  const body = (part: readonly (readonly string[])[]) =>
    part
      .map((row) => `<tr>${row.map((cell, c) => `<td${cls(c)}>${escapeXml(cell)}</td>`).join('')}</tr>`)
      .join('\n');
  const grid = (part: readonly (readonly string[])[], title: string) =>
    `<div class="scroll" tabindex="0" role="region" aria-label="${escapeXml(caption)}"><table>${title}<thead>${headRow}</thead><tbody>${body(part)}</tbody></table></div>`;
  const first = open === undefined ? rows : rows.slice(0, open);
  const rest = open === undefined ? [] : rows.slice(open);
  return [
    grid(first, `<caption>${escapeXml(caption)}</caption>`),
    rest.length > 0
      ? `<details><summary>${escapeXml(more)} (${rest.length})</summary>${grid(rest, '')}</details>`
      : '',
    note ? `<p class="note">${escapeXml(note)}</p>` : '',
  ].join('\n');
}

/** A drawing with its caption; it shrinks with the page, and scrolls where it would become too small to read. */
export function figureBlock(svg: string, caption: string): string {
  return `<figure><div class="scroll" tabindex="0" role="region" aria-label="${escapeXml(caption)}">${svg}</div><figcaption>${escapeXml(caption)}</figcaption></figure>`;
}

export function section(id: string, title: string, ...parts: readonly string[]): string {
  return `<section id="${id}"><h2>${escapeXml(title)}</h2>\n${parts.filter((part) => part !== '').join('\n')}\n</section>`;
}

export function paragraph(text: string): string {
  return `<p>${escapeXml(text)}</p>`;
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
.badge { display: inline-block; background: #fff3cd; border: 1px solid #e0c36a; border-radius: 4px; padding: 2px 10px; font-weight: 600; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 12px 0 0; font-size: .9rem; }
a { color: var(--accent); }
.scroll { overflow-x: auto; }
.scroll:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .88rem; line-height: 1.4; margin: .6em 0; min-width: min(100%, 420px); border-top: 1.6px solid var(--ink); border-bottom: 1.6px solid var(--ink); }
caption { text-align: left; font-weight: 600; padding: .2em 0 .5em; }
thead th { border-bottom: 1px solid var(--ink); }
th, td { text-align: left; vertical-align: top; padding: 3px 14px 3px 0; white-space: nowrap; }
td.wrap, th.wrap { white-space: normal; }
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
