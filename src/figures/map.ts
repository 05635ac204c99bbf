import * as z from 'zod';
import { summaryOf } from './alt.ts';
import { figure, lang, MARGIN, nodeOf, nodeOption, widthOption } from './figure.ts';
import { classLegend, hatch } from './legend.ts';
import { gradeFill, mapPanels } from './map-panels.ts';
import { element, label, MUTED } from './svg.ts';

const GAP = 14;
/** Space of a panel's heading. */
const HEAD = 30;
const TOP = 44;

export const map = figure({
  id: 'map',
  title: { en: 'Map', zh: '地图' },
  about: {
    en: 'Choropleth of the grades, one panel per period, all with one legend. Needs units.boundaries.',
    zh: '等级分布图，每个时期一幅，共用一个图例。需要 units.boundaries。',
  },
  options: z.object({
    lang,
    node: nodeOption,
    periods: z
      .array(z.number().int())
      .optional()
      .meta({ description: 'periods to show; default: all', zh: '显示的时期，默认全部' }),
    columns: z
      .number()
      .int()
      .min(1)
      .max(6)
      .optional()
      .meta({ description: 'panels in a row', zh: '每行幅数' }),
    width: widthOption(),
  }),
  available: ({ boundaries }) => boundaries !== undefined,
  alt: (result, options) => summaryOf(result, nodeOf(result, options.node), options.lang),
  content(result, options) {
    const node = nodeOf(result, options.node);
    const shown = result.panel.periods
      .map((period, p) => ({ period, p }))
      .filter(({ period }) => options.periods?.includes(period) ?? true);
    const columns = options.columns ?? (options.width < 600 ? 1 : Math.min(3, shown.length));
    const panelWidth = (options.width - 2 * MARGIN - (columns - 1) * GAP) / columns;
    const maps = mapPanels(result, panelWidth);
    const panels = shown.map(({ period, p }, i) => {
      const x = MARGIN + (i % columns) * (panelWidth + GAP);
      const y = TOP + Math.floor(i / columns) * (maps.height + HEAD);
      const letter = shown.length > 1 ? `(${String.fromCharCode(97 + i)}) ` : '';
      return element(
        'g',
        { transform: `translate(${x},${y})` },
        label(0, 12, `${letter}${period}`, { 'font-weight': '600' }),
        element('g', { transform: 'translate(0,18)' }, maps.panel(gradeFill(result, node, p, options.lang))),
      );
    });
    const below = TOP + Math.ceil(shown.length / columns) * (maps.height + HEAD) + 10;
    const { ids } = result.boundaries!;
    const { units } = result.panel;
    const drawn = new Set(ids);
    const legend = classLegend(node, MARGIN, below + 4, options.width - 2 * MARGIN, options.lang, {
      noData: shown.some(({ p }) =>
        units.some((unit, u) => drawn.has(unit.id) && node.grade[p * units.length + u] === 0),
      ),
      outside: ids.some((id) => id === undefined),
    });
    const height = below + legend.height + 24;
    const source = `${maps.name[options.lang]} · ${result.boundaries!.file}`;
    return {
      title: node.node.title[options.lang],
      height,
      parts: [
        hatch(),
        maps.defs,
        ...panels,
        legend.svg,
        label(MARGIN, height - 10, source, { 'font-size': '10', fill: MUTED }),
      ],
    };
  },
});
