import { citation } from '../core/citations.ts';
import { escapeXml } from '../core/escape-xml.ts';
import { isSynthetic } from '../figures/figure.ts';
import { figures } from '../figures/index.ts';
import type { Result } from '../study/result.ts';
import { findings } from './findings.ts';
import {
  comparisonGrid,
  gradesGrid,
  groupGrids,
  obstacleGrid,
  rankingGrid,
  sourceGrid,
  statusGrid,
  systemGrid,
  transitionGrids,
} from './grids.ts';
import { figureBlock, list, paragraph, STYLE, section, table } from './markup.ts';
import { citedBy, methodsText } from './methods-text.ts';
import { words } from './words.ts';

export interface ReportOptions {
  lang: 'en' | 'zh';
  /** Name and version of the software, for the last section. */
  software: string;
}

/** The whole report as one page that needs nothing else: no script, no network, every drawing inside. */
export function report(result: Result, { lang, software }: ReportOptions): string {
  const w = words[lang];
  const title = result.plan.study.title[lang];
  const draw = (id: string, options: object = {}) => {
    const figure = figures.find((one) => one.id === id)!;
    if (!figure.available(result)) return '';
    const read = figure.options.parse({ lang, ...options });
    // Ids inside drawings must differ when several stand on one page.
    const svg = unique(figure.draw(result, read), `${id}-${JSON.stringify(options)}`);
    return figureBlock(svg, figure.alt(result, read));
  };
  const top = result.nodes.filter(
    ({ node }) => node === result.plan.study.index || result.plan.study.index.children.includes(node),
  );
  const maps = result.boundaries ? top.map(({ node }) => draw('map', { node: node.id })) : [];
  const sections: [string, string, string[]][] = [
    ['summary', w.summary, [`<p class="lead">${escapeXml(findings(result, lang))}</p>`]],
    [
      'method',
      w.done,
      [
        paragraph(methodsText(result, lang)),
        `<h3>${escapeXml(w.sources)}</h3>`,
        list(citedBy(result).map(citation)),
      ],
    ],
    [
      'system',
      w.system,
      [
        table(systemGrid(result, w, lang), w.rest),
        draw('weights'),
        result.weights.comparisons ? table(comparisonGrid(result, w, lang), w.rest) : '',
      ],
    ],
    ['maps', w.maps, maps],
    ['ranking', w.ranking, [draw('ranking'), table(rankingGrid(result, w, lang), w.rest)]],
    [
      'grades',
      w.grades,
      [
        table(gradesGrid(result, w, lang), w.rest),
        ...transitionGrids(result, w, lang).map((grid) => table(grid, w.rest)),
      ],
    ],
    ['groups', w.groups, groupGrids(result, w, lang).map((grid) => table(grid, w.rest))],
    [
      'obstacles',
      w.obstacles,
      result.obstacles ? [draw('obstacles'), table(obstacleGrid(result, w, lang), w.rest)] : [],
    ],
    ['notes', w.notes, [notes(result, lang)]],
    ['data', w.data, [table(sourceGrid(result, w), w.rest), table(statusGrid(result, w, lang), w.rest)]],
    ['facts', w.facts, [facts(result, lang, software)]],
  ];
  const shown = sections.filter(([, , parts]) => parts.some((part) => part !== ''));
  return [
    '<!doctype html>',
    `<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeXml(title)}</title><style>${STYLE}</style></head>`,
    '<body><main>',
    `<header><h1>${escapeXml(title)}</h1>`,
    isSynthetic(result) ? `<p><span class="badge">${escapeXml(w.synthetic)}</span></p>` : '',
    `<nav aria-label="${lang === 'zh' ? '目录' : 'Contents'}"><ul>${shown.map(([id, name]) => `<li><a href="#${id}">${escapeXml(name)}</a></li>`).join('')}</ul></nav></header>`,
    ...shown.map(([id, name, parts]) => section(id, name, ...parts)),
    '</main></body></html>',
    '',
  ].join('\n');
}

/** Gives the ids inside one drawing an ending of their own. */
function unique(svg: string, name: string): string {
  const ending = name.replace(/[^a-z0-9]+/gi, '-').replace(/-$/, '');
  return svg
    .replace(/ id="([^"]+)"/g, ` id="$1-${ending}"`)
    .replace(/url\(#([^)]+)\)/g, `url(#$1-${ending})`)
    .replace(/ href="#([^"]+)"/g, ` href="#$1-${ending}"`);
}

function notes({ notes: made }: Result, lang: 'en' | 'zh'): string {
  if (made.length === 0) return paragraph(lang === 'zh' ? '无。' : 'None.');
  const ordered = [
    ...made.filter((note) => note.level === 'warning'),
    ...made.filter((note) => note.level !== 'warning'),
  ];
  return `<ul>${ordered.map((note) => `<li class="${note.level}"><code>${escapeXml(note.step)}</code> ${escapeXml(note.text[lang])}</li>`).join('')}</ul>`;
}

function facts({ plan, engine }: Result, lang: 'en' | 'zh', software: string): string {
  const zh = lang === 'zh';
  return list([
    `${zh ? '软件' : 'Software'}: ${software}`,
    `${zh ? '引擎' : 'Engine'}: ${engine}`,
    `${zh ? '随机种子' : 'Seed'}: ${plan.study.seed}`,
    zh
      ? '完整设置、数据摘要与文件清单见 manifest.json。'
      : 'The whole resolved study, digests of the data and the list of files are in manifest.json.',
  ]);
}
