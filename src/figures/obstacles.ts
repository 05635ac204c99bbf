import { max } from 'd3-array';
import * as z from 'zod';
import { dimensionOf } from '../core/tree.ts';
import type { Result } from '../study/result.ts';
import { isDark, sequential } from './colours.ts';
import { figure, lang, MARGIN, periodIndex, periodOption, rankedUnits, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { hatch, remarks } from './legend.ts';
import { element, label, line, meant, rectangle, standsFor } from './svg.ts';
import { fitted, textWidth, wrapped } from './text-width.ts';

/** Width that the sentence beside the scale needs. */
const FOOTER = 220;
/** Units that fit on one page; of more, both ends of the ranking are shown. */
const MOST_ROWS = 60;

export const obstacles = figure({
  id: 'obstacles',
  title: { en: 'Obstacle degrees', zh: '障碍度' },
  about: {
    en: 'Heat map of what holds each unit back: the percentage that each indicator has in its distance from the best; the largest are outlined.',
    zh: '制约因素热力图：各指标在单元与最优值差距中所占百分比，最大者加框。',
  },
  options: z.object({
    lang,
    period: periodOption,
    top: z.number().int().min(0).optional().meta({
      description: 'how many of the largest are outlined; default: as in the study',
      zh: '加框的最大障碍数，默认同研究',
    }),
    width: widthOption(),
  }),
  available: (result) => result.obstacles !== undefined,
  alt: describe,
  content(result, options) {
    const p = periodIndex(result, options.period);
    const all = rankedUnits(result, result.nodes[0]!, p);
    const isCut = all.length > MOST_ROWS;
    const units = isCut ? [...all.slice(0, MOST_ROWS / 2), ...all.slice(-MOST_ROWS / 2)] : all;
    const table = result.obstacles!;
    const names = units.map(({ unit }) => result.panel.units[unit]!.name[options.lang]);
    const left =
      MARGIN +
      Math.min(Math.max(max(names, (name) => textWidth(name, 11)) ?? 0, 40) + 8, options.width * 0.25);
    const cell = (options.width - left - MARGIN) / table.ids.length;
    const rowHeight = Math.min(20, Math.max(14, cell));
    const most = Math.max(1, max(units, ({ row }) => max(table.columns, (column) => column[row]!)) ?? 1);
    const header = headerOf(result, left, cell, options.lang);
    const top = 50 + header.height;
    const outlined = options.top ?? (result.plan.analyses.obstacles!.options as { top: number }).top;
    const rows = units.map(({ unit, row }, i) => {
      const y = top + i * rowHeight + (isCut && i >= MOST_ROWS / 2 ? 12 : 0);
      const degrees = table.columns.map((column) => column[row]!);
      const largest = new Set(order(degrees).slice(0, outlined));
      return meant(
        { unit: result.panel.units[unit]!.id },
        label(left - 6, y + rowHeight / 2 + 4, fitted(names[i]!, left - MARGIN - 6, 11), {
          ...standsFor({ unit: result.panel.units[unit]!.id }),
          'font-size': '11',
          'text-anchor': 'end',
        }),
        ...degrees.map((degree, c) =>
          meant({ node: table.ids[c] }, square(left + c * cell, y, cell, rowHeight, degree, most)),
        ),
        ...[...largest].map((c) =>
          rectangle(left + c * cell + 0.8, y + 0.8, cell - 1.6, rowHeight - 1.6, {
            fill: 'none',
            stroke: '#d1495b',
            'stroke-width': '1.6',
            'pointer-events': 'none',
          }),
        ),
      );
    });
    const bottom = top + units.length * rowHeight + (isCut ? 12 : 0);
    const period = result.panel.periods[p];
    const isNarrow = options.width - left < 250 + FOOTER;
    const footer = remarks(
      [footerText(outlined, isCut, all.length, options.lang)],
      isNarrow ? MARGIN : left + 250,
      bottom + (isNarrow ? 60 : 27),
      options.width - MARGIN - (isNarrow ? MARGIN : left + 250),
    );
    return {
      title: options.lang === 'zh' ? `障碍度（%），${period}` : `Obstacle degrees (%), ${period}`,
      height: bottom + (isNarrow ? 52 : 38) + footer.height,
      parts: [
        hatch(),
        header.svg,
        ...rows,
        ...separators(result, left, cell, top - 4, bottom),
        scale(left, bottom + 16, most, options.lang),
        footer.svg,
      ],
    };
  },
});

function order(degrees: readonly number[]): number[] {
  return degrees
    .map((_, c) => c)
    .filter((c) => degrees[c]! > 0)
    .sort((a, b) => degrees[b]! - degrees[a]! || a - b);
}

function square(x: number, y: number, width: number, height: number, degree: number, most: number): string {
  const fill = Number.isNaN(degree) ? 'url(#no-data)' : sequential(degree / most);
  const box = rectangle(x, y, width, height, { fill, stroke: '#ffffff', 'stroke-width': '0.6' });
  if (width < 26 || Number.isNaN(degree)) return box;
  const ink = isDark(fill) ? '#ffffff' : '#22303c';
  return (
    box +
    label(x + width / 2, y + height / 2 + 3.5, fixed(degree, 1), {
      'font-size': '9',
      'text-anchor': 'middle',
      fill: ink,
    })
  );
}

/** Indicator ids over their columns, upright where they fit, otherwise turned. */
function headerOf(
  result: Result,
  left: number,
  cell: number,
  language: 'en' | 'zh',
): { svg: string; height: number } {
  const ids = result.obstacles!.ids;
  const longest = Math.max(...ids.map((id) => textWidth(id, 10)));
  const turned = longest > cell - 2;
  const isUpright = cell < 16;
  const groups = spans(result).map((span) => {
    const room = (span.to - span.from) * cell - 4;
    const [first = '', ...rest] = wrapped(span.title[language], room, 11);
    // Three lines at most: what would need more is cut.
    const lines = [
      first,
      ...rest.slice(0, 1),
      ...(rest.length > 1 ? [rest.slice(1).join(language === 'zh' ? '' : ' ')] : []),
    ];
    return { ...span, lines: lines.map((one) => fitted(one, room, 11)) };
  });
  const deep = Math.max(...groups.map(({ lines }) => lines.length)) - 1;
  const height = (turned ? Math.min(longest * (isUpright ? 1 : 0.75) + 6, 110) : 12) + 16 + deep * 13;
  const y = 50 + height - 8;
  const names = ids.map((id, c) => {
    const x = left + (c + 0.5) * cell;
    if (!turned) return meant({ node: id }, label(x, y, id, { 'font-size': '10', 'text-anchor': 'middle' }));
    return element(
      'g',
      {
        ...standsFor({ node: id }),
        transform: isUpright ? `translate(${x + 3.5},${y}) rotate(-90)` : `translate(${x},${y}) rotate(-45)`,
      },
      label(0, 0, fitted(id, 140, 10), { 'font-size': '10' }),
    );
  });
  const dimensions = groups.flatMap(({ id, from, to, lines }) =>
    lines.map((text, i) =>
      label(left + ((from + to) / 2) * cell, 46 + (deep + 1 - lines.length + i) * 13, text, {
        ...standsFor({ node: id }),
        'font-size': '11',
        'font-weight': '600',
        'text-anchor': 'middle',
      }),
    ),
  );
  return { svg: [...dimensions, ...names].join(''), height };
}

function spans(
  result: Result,
): { id: string; title: { en: string; zh: string }; from: number; to: number }[] {
  const dimensions = dimensionOf(result.plan.study.index);
  const found: { id: string; title: { en: string; zh: string }; from: number; to: number }[] = [];
  result.obstacles!.ids.forEach((id, c) => {
    const { id: dimension, title } = dimensions.get(id)!;
    const last = found[found.length - 1];
    if (last?.id === dimension) last.to = c + 1;
    else found.push({ id: dimension, title, from: c, to: c + 1 });
  });
  return found;
}

function separators(result: Result, left: number, cell: number, top: number, bottom: number): string[] {
  return spans(result)
    .slice(1)
    .map(({ from }) => line(left + from * cell, top, left + from * cell, bottom, { 'stroke-width': '1.2' }));
}

function scale(x: number, y: number, most: number, language: 'en' | 'zh'): string {
  const steps = Array.from({ length: 40 }, (_, i) =>
    rectangle(x + i * 3, y, 3.2, 10, { fill: sequential(i / 39) }),
  );
  return [
    ...steps,
    label(x, y + 22, '0', { 'font-size': '10' }),
    label(x + 120, y + 22, `${fixed(most, 1)} %`, { 'font-size': '10', 'text-anchor': 'end' }),
    label(x + 128, y + 9, language === 'zh' ? '障碍度' : 'obstacle degree', { 'font-size': '10' }),
  ].join('');
}

function describe(result: Result, options: { lang: 'en' | 'zh'; period?: number | undefined }): string {
  const p = periodIndex(result, options.period);
  const { panel } = result;
  const table = result.obstacles!;
  const counts = new Map<string, number>();
  for (let unit = 0; unit < panel.units.length; unit++) {
    const [first] = order(table.columns.map((column) => column[p * panel.units.length + unit]!));
    if (first !== undefined) counts.set(table.ids[first]!, (counts.get(table.ids[first]!) ?? 0) + 1);
  }
  const title = (id: string) => result.plan.indicators.find((one) => one.id === id)!.title[options.lang];
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return options.lang === 'zh'
    ? `${panel.periods[p]} 年首要障碍：${most.map(([id, count]) => `${title(id)}（${count} 个单元）`).join('、')}。`
    : `The largest obstacle in ${panel.periods[p]}: ${most.map(([id, count]) => `${title(id)} (${count} ${count === 1 ? 'unit' : 'units'})`).join(', ')}.`;
}

function footerText(top: number, isCut: boolean, total: number, language: 'en' | 'zh'): string {
  const half = MOST_ROWS / 2;
  const outline =
    language === 'zh' ? `红框为每个单元最大的 ${top} 项。` : `Outlined: the ${top} largest of each unit.`;
  if (!isCut) return outline;
  return language === 'zh'
    ? `${outline}显示 ${total} 个单元中的前 ${half} 与后 ${half} 名。`
    : `${outline} The first ${half} and the last ${half} of ${total} units.`;
}
