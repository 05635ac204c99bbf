import * as z from 'zod';
import type { Result } from '../study/result.ts';
import { AROUND, groupFill, NO_DATA, OUTSIDE, textures } from './colours.ts';
import { figure, lang, MARGIN, widthOption } from './figure.ts';
import { byOption, type Grouping, groupingOf } from './grouping.ts';
import { type Entry, hatch, remarks, swatches } from './legend.ts';
import { type MapLabel, mapLabels } from './map-labels.ts';
import { mapPanels } from './map-panels.ts';
import { excludedTitle, KIND_WORDS, kindOf, mapCaption, shapeName } from './study-shapes.ts';
import { element, rectangle } from './svg.ts';

/** Up to so many places of the study are named one by one; of more, only the groups are. */
const MOST_NAMES = 60;
const TOP = 44;
const PLAIN = groupFill(0);

export const locator = figure({
  id: 'locator',
  title: { en: 'Study area', zh: '研究区' },
  about: {
    en: 'Where the study area lies: its units by group, places of it without data, other units of the boundaries, and the names of what surrounds it (units.context). Needs units.boundaries.',
    zh: '研究区位置：按组着色的单元、暂无数据的地区、边界文件中的其他单元，以及周边国家和地区的名称（units.context）。需要 units.boundaries。',
  },
  options: z.object({ lang, by: byOption, width: widthOption(760) }),
  available: ({ boundaries }) => boundaries !== undefined,
  alt: inWords,
  content(result, options) {
    const { lang: language, width } = options;
    const grouping = groupingOf(result, options.by);
    const inner = width - 2 * MARGIN;
    const maps = mapPanels(result, inner, result.context ? Math.max(24, inner * 0.07) : undefined);
    const scored = scoredUnits(result);
    const labels = mapLabels(result, maps, inner, wantedLabels(result, grouping, language), {
      size: (width < 600 ? 9 : 10) + (isNamed(result) ? 0 : 1),
      lang: language,
    });
    const drawn = maps.panel(
      (unit, shape) => fillOf(result, grouping, scored, unit, shape, language),
      labels.svg,
    );
    const y = TOP + maps.height + 22;
    const legend = swatches(entriesOf(result, grouping, scored, language), MARGIN, y, inner);
    const lines = [
      ...dropped(labels.dropped, language),
      ...withoutData(result, scored, language),
      ...mapCaption(result, maps.name, language),
    ];
    const caption = remarks(lines, MARGIN, y + legend.height + 16, inner);
    return {
      title: language === 'zh' ? '研究区' : 'Study area',
      height: y + legend.height + 16 + caption.height,
      parts: [
        hatch(),
        groupTextures(grouping.groups.length),
        maps.defs,
        element('g', { transform: `translate(${MARGIN},${TOP})` }, drawn),
        legend.svg,
        caption.svg,
      ],
    };
  },
});

/** Whether each unit has a score of the index in any period. */
function scoredUnits({ panel, nodes }: Result): boolean[] {
  const { units, periods } = panel;
  return units.map((_, u) => periods.some((_, p) => !Number.isNaN(nodes[0]!.score[p * units.length + u]!)));
}

function fillOf(
  result: Result,
  { column, groups, of }: Grouping,
  scored: readonly boolean[],
  unit: number | undefined,
  shape: number,
  language: 'en' | 'zh',
) {
  if (unit === undefined) {
    if (kindOf(result, shape) === 'excluded')
      return { fill: NO_DATA, title: excludedTitle(result, shape, language) };
    const title = shapeName(result, shape, language);
    return { fill: OUTSIDE, ...(title === undefined ? {} : { title }) };
  }
  const name = result.panel.units[unit]!.name[language];
  const group = of[unit];
  const title = group === undefined ? name : `${name} (${groups[group]!.group})`;
  if (!scored[unit]) return { fill: NO_DATA, title };
  return { fill: column === undefined ? PLAIN : group === undefined ? '#ffffff' : groupFill(group), title };
}

/** Whether there are few enough places to name each. */
function isNamed({ panel, plan }: Result): boolean {
  return panel.units.length + Object.keys(plan.study.units.excluded).length <= MOST_NAMES;
}

/** Circled numbers tie a name to its group without colour. */
function marker(group: number | undefined, groups: number): string {
  return group === undefined || groups < 2 || groups > 20 ? '' : `${String.fromCharCode(0x2460 + group)} `;
}

/** Names of units and excluded places, or of groups when there are too many; then of what lies around. */
function wantedLabels(result: Result, { groups, of }: Grouping, language: 'en' | 'zh'): MapLabel[] {
  const { boundaries, panel } = result;
  const excluded = boundaries!.keys.flatMap((_, shape) =>
    kindOf(result, shape) === 'excluded'
      ? [{ text: shapeName(result, shape, language) ?? '', shapes: [shape] }]
      : [],
  );
  const shapesOf = (unit: number) =>
    boundaries!.ids.flatMap((id, shape) => (id === panel.units[unit]!.id ? [shape] : []));
  const units = isNamed(result)
    ? panel.units.map(({ name }, u) => ({
        text: `${marker(of[u], groups.length)}${name[language]}`,
        shapes: shapesOf(u),
      }))
    : groups.map(({ group, members }) => ({ text: group, shapes: members.flatMap(shapesOf) }));
  return [...units, ...excluded].filter(({ text, shapes }) => text !== '' && shapes.length > 0);
}

/** Swatches with the number of places in each; together they are all units and all excluded places. */
function entriesOf(
  result: Result,
  { column, groups, of }: Grouping,
  scored: readonly boolean[],
  language: 'en' | 'zh',
): Entry[] {
  const zh = language === 'zh';
  const entries: Entry[] = [];
  const add = (fill: string, text: string, count: number) => {
    if (count > 0) entries.push({ fill, text: `${text} (${count})` });
  };
  const count = (group: number | undefined) => scored.filter((has, u) => has && of[u] === group).length;
  if (column === undefined) add(PLAIN, zh ? '研究单元' : 'study units', count(undefined));
  else {
    groups.forEach(({ group }, g) => {
      add(groupFill(g), `${isNamed(result) ? marker(g, groups.length) : ''}${group}`, count(g));
    });
    add('#ffffff', zh ? '未分组' : 'no group', count(undefined));
  }
  const excluded = Object.keys(result.plan.study.units.excluded).length;
  add(NO_DATA, KIND_WORDS.noData[language], scored.filter((has) => !has).length + excluded);
  const others = result.boundaries!.ids.filter((_, shape) => kindOf(result, shape) === 'other').length;
  if (others > 0) entries.push({ fill: OUTSIDE, text: zh ? '其他单元' : 'other units' });
  if (result.context) entries.push({ fill: AROUND, text: KIND_WORDS.context[language] });
  return entries;
}

function groupTextures(count: number): string {
  return element(
    'defs',
    {},
    ...textures(count).map(({ id, colour, lines }) =>
      element(
        'pattern',
        { id, width: '6', height: '6', patternUnits: 'userSpaceOnUse' },
        rectangle(0, 0, 6, 6, { fill: colour }),
        element('path', { d: lines, stroke: '#ffffff', 'stroke-width': '1.4' }),
      ),
    ),
  );
}

function dropped(count: number, language: 'en' | 'zh'): string[] {
  if (count === 0) return [];
  return [
    language === 'zh'
      ? `${count} 个名称因空间不足未标注。`
      : `${count} name(s) are left out for want of space.`,
  ];
}

/** Names the places without data, with the reason where the study gives one. */
function withoutData(result: Result, scored: readonly boolean[], language: 'en' | 'zh'): string[] {
  const { panel, boundaries } = result;
  const zh = language === 'zh';
  const units = panel.units.filter((_, u) => !scored[u]).map(({ name }) => name[language]);
  const excluded = boundaries!.keys.flatMap((_, shape) =>
    kindOf(result, shape) === 'excluded' ? [excludedTitle(result, shape, language)] : [],
  );
  const all = [...excluded, ...units];
  if (all.length === 0) return [];
  return [zh ? `暂无数据：${all.join('；')}。` : `No data: ${all.join('; ')}.`];
}

function inWords(
  result: Result,
  { by, lang: language }: { by?: string | undefined; lang: 'en' | 'zh' },
): string {
  const zh = language === 'zh';
  const grouping = groupingOf(result, by);
  const scored = scoredUnits(result);
  const legend = entriesOf(result, grouping, scored, language).map(({ text }) => text);
  const words = legend.join(zh ? '、' : ', ');
  const without = withoutData(result, scored, language).join('');
  return zh
    ? `研究区地图，${result.panel.units.length} 个单元：${words}。${without}`
    : `Map of the study area with ${result.panel.units.length} unit(s): ${words}. ${without}`.trim();
}
