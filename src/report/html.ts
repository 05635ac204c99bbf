import { escapeXml } from '../core/escape-xml.ts';
import { isSynthetic, titled } from '../figures/figure.ts';
import { shortened } from '../figures/grid.ts';
import { figures } from '../figures/index.ts';
import { hasOpenJump } from '../study/data-audit/read.ts';
import { inLanguage } from '../study/in-language.ts';
import type { Result } from '../study/result.ts';
import { figureBlock, list, paragraph, STYLE, section, table } from './markup.ts';
import type { Block, Context } from './section.ts';
import { sections } from './sections.ts';
import { words } from './words.ts';

export interface ReportOptions {
  lang: 'en' | 'zh';
  /** Name and version of the software, for the last section. */
  software: string;
  /** Figures that are drawn already, with no option but the language; they are not drawn again. */
  drawings?: ReadonlyMap<string, string>;
}

/** The whole report as one page that needs nothing else: no script, no network, every drawing inside. */
export function report(given: Result, { lang, software, drawings = new Map() }: ReportOptions): string {
  const result = inLanguage(given, lang);
  const w = words[lang];
  const title = result.plan.study.title[lang];
  const written = new Writer({ result, lang, software }, drawings);
  const shown = sections
    .map(({ id, title: name, blocks }) => ({
      id,
      name: w[name],
      parts: blocks.flatMap((one) => written.block(one)),
    }))
    .filter(({ parts }) => parts.length > 0);
  return [
    '<!doctype html>',
    `<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeXml(title)}</title><style>${STYLE}</style></head>`,
    '<body><main>',
    `<header><h1>${escapeXml(title)}</h1>`,
    isSynthetic(result) ? `<p><span class="badge">${escapeXml(w.synthetic)}</span></p>` : '',
    hasOpenJump(result) ? `<p><span class="badge">${escapeXml(w.jump)}</span></p>` : '',
    `<nav aria-label="${lang === 'zh' ? '目录' : 'Contents'}"><ul>${shown.map(({ id, name }) => `<li><a href="#${id}">${escapeXml(name)}</a></li>`).join('')}</ul></nav></header>`,
    ...shown.map(({ id, name, parts }) => section(id, name, ...parts)),
    '</main></body></html>',
    '',
  ].join('\n');
}

/** Writes blocks and counts the figures and tables among them. */
class Writer {
  private readonly context: Context;
  private readonly drawings: ReadonlyMap<string, string>;
  private figures = 0;
  private tables = 0;

  constructor(context: Context, drawings: ReadonlyMap<string, string>) {
    this.context = context;
    this.drawings = drawings;
  }

  block(block: Block): string[] {
    const { result, lang } = this.context;
    const w = words[lang];
    if ('figure' in block) return this.drawn(block.figure, block.each?.(result) ?? [{}]);
    if ('html' in block) return [block.html(this.context)];
    if ('items' in block) {
      const items = block.items(this.context);
      const heading = block.heading ? [`<h3>${escapeXml(w[block.heading])}</h3>`] : [];
      return items.length === 0 ? [] : [...heading, list(items)];
    }
    if ('sentences' in block) {
      const text = block.sentences(result, lang).join(lang === 'zh' ? '' : ' ');
      return text === '' ? [] : [paragraph(text, block.lead ? 'lead' : undefined)];
    }
    return block.grids(this.context).map((grid) => {
      const caption = titled(result, grid.caption, lang);
      return table(
        { ...shortened(grid, lang), caption: `${w.table} ${++this.tables}${w.point}${caption}` },
        w.rest,
      );
    });
  }

  private drawn(id: string, each: readonly object[]): string[] {
    const { result, lang } = this.context;
    const figure = figures.find((one) => one.id === id);
    if (!figure?.available(result)) return [];
    return each.map((own, i) => {
      const options = figure.options.parse({ lang, ...own });
      const isUsual = Object.keys(own).length === 0;
      const svg = (isUsual ? this.drawings.get(id) : undefined) ?? figure.draw(result, options);
      const w = words[lang];
      const title = captionOf(svg, escapeXml(figure.title[lang]), lang);
      // Ids inside drawings must differ when several stand on one page.
      return figureBlock(
        unique(svg, each.length > 1 ? `${id}-${i + 1}` : id),
        `${w.figure} ${++this.figures}${w.point}${title}`,
        figure.alt(result, options),
      );
    });
  }
}

/** The title of the drawing, after the kind of figure where it does not say it. Both are escaped. */
function captionOf(svg: string, kind: string, lang: 'en' | 'zh'): string {
  const own = /<title>([^<]*)<\/title>/.exec(svg)![1]!;
  if (own.toLowerCase().includes(kind.toLowerCase())) return own;
  return `${kind}${lang === 'zh' ? '：' : ': '}${own}`;
}

/** Gives the ids inside one drawing an ending of their own. */
function unique(svg: string, ending: string): string {
  return svg
    .replace(/ id="([^"]+)"/g, ` id="$1-${ending}"`)
    .replace(/url\(#([^)]+)\)/g, `url(#$1-${ending})`)
    .replace(/ href="#([^"]+)"/g, ` href="#$1-${ending}"`);
}
