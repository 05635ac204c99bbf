import type { NodeResult, Result } from '../study/result.ts';
import { type Certainty, certaintyText, dots, UNCERTAIN } from './certainty.ts';
import { type Classing, filled } from './classing.ts';
import { AROUND, NO_DATA, OUTSIDE } from './colours.ts';
import { MARGIN } from './figure.ts';
import { type Entry, hatch, remarks, swatches } from './legend.ts';
import { type Fill, mapPanels } from './map-panels.ts';
import { excludedTitle, KIND_WORDS, kindOf, mapCaption, shapeName } from './study-shapes.ts';
import { element, label, standsFor } from './svg.ts';
import { fitted } from './text-width.ts';

const GAP = 14;
/** Space of a panel's heading. */
const HEAD = 30;
const TOP = 44;

/** Maps of one node, a panel per period, with one legend. */
export interface ChoroplethRow {
  node: NodeResult;
  classing: Classing;
  /** Stands above the panels of this row. */
  heading?: string;
  /** What is marked as uncertain, where that is known. */
  certainty?: Certainty | undefined;
}

interface Options {
  lang: 'en' | 'zh';
  width: number;
}

/** Rows of choropleths over the same periods, each row with its legend, and the caption under all of them. */
export function choropleth(
  result: Result,
  rows: readonly ChoroplethRow[],
  shown: readonly number[],
  columns: number,
  { lang, width }: Options,
  notes: readonly string[] = [],
): { height: number; parts: string[] } {
  const inner = width - 2 * MARGIN;
  const panelWidth = (inner - (columns - 1) * GAP) / columns;
  const maps = mapPanels(result, panelWidth);
  const isLettered = rows.length * shown.length > 1;
  const parts = [hatch(), ...(rows.some(({ certainty }) => certainty) ? [dots()] : []), maps.defs];
  let y = TOP;
  rows.forEach(({ node, classing, heading, certainty }, r) => {
    if (heading !== undefined) {
      parts.push(
        label(MARGIN, y + 8, fitted(heading, inner, 13), { 'font-size': '13', 'font-weight': '600' }),
      );
      y += 22;
    }
    shown.forEach((p, i) => {
      const x = MARGIN + (i % columns) * (panelWidth + GAP);
      const top = y + Math.floor(i / columns) * (maps.height + HEAD);
      const letter = isLettered ? `(${letterOf(r * shown.length + i)}) ` : '';
      parts.push(
        element(
          'g',
          { transform: `translate(${x},${top})` },
          label(0, 12, `${letter}${result.panel.periods[p]}`, {
            ...standsFor({ period: result.panel.periods[p] }),
            'font-weight': '600',
          }),
          element(
            'g',
            { transform: 'translate(0,18)' },
            maps.panel((unit, shape) => {
              const fill = fillOf(result, node, classing, p, unit, shape, lang);
              if (unit === undefined || !certainty?.isUncertain(p * result.panel.units.length + unit))
                return fill;
              return { ...fill, dotted: true };
            }),
          ),
        ),
      );
    });
    y += Math.ceil(shown.length / columns) * (maps.height + HEAD) + 14;
    const legend = swatches(
      [...classing.entries, ...uncertain(result, certainty, lang), ...others(result, classing, lang)],
      MARGIN,
      y,
      inner,
    );
    parts.push(legend.svg);
    y += legend.height + 20;
  });
  const lines = [rows[0]!.classing.rule, ...notes, ...mapCaption(result, maps.name, lang)];
  const caption = remarks(lines, MARGIN, y, inner);
  return { height: y + caption.height, parts: [...parts, caption.svg] };
}

function fillOf(
  result: Result,
  node: NodeResult,
  classing: Classing,
  p: number,
  unit: number | undefined,
  shape: number,
  lang: 'en' | 'zh',
): Fill {
  if (unit !== undefined) return filled(result, node, classing, unit, p, lang);
  if (kindOf(result, shape) === 'excluded')
    return { fill: NO_DATA, title: excludedTitle(result, shape, lang) };
  const title = shapeName(result, shape, lang);
  return title === undefined ? { fill: OUTSIDE } : { fill: OUTSIDE, title };
}

/** The swatch of what is marked, counted over all periods as the classes are. */
function uncertain({ panel }: Result, certainty: Certainty | undefined, lang: 'en' | 'zh'): Entry[] {
  if (!certainty) return [];
  let count = 0;
  for (let row = 0; row < panel.units.length * panel.periods.length; row++)
    if (certainty.isUncertain(row)) count++;
  return [{ fill: UNCERTAIN, text: certaintyText(certainty.threshold, count, lang) }];
}

/** Swatches besides those of the classes: unit-periods without a score, excluded places among them, and what is outside. */
function others(
  { panel, boundaries, context, plan }: Result,
  { classOf }: Classing,
  lang: 'en' | 'zh',
): Entry[] {
  const { excluded } = plan.study.units;
  const absent = Object.keys(excluded).length * panel.periods.length;
  let empty = absent;
  for (let row = 0; row < panel.units.length * panel.periods.length; row++)
    if (classOf(row) === undefined) empty++;
  const entries: Entry[] = [];
  if (empty > 0) entries.push({ fill: NO_DATA, text: `${KIND_WORDS.noData[lang]} (${empty})` });
  const { ids, keys } = boundaries!;
  if (ids.some((id, i) => id === undefined && !(keys[i] !== undefined && Object.hasOwn(excluded, keys[i]))))
    entries.push({ fill: OUTSIDE, text: KIND_WORDS.other[lang] });
  if (context) entries.push({ fill: AROUND, text: KIND_WORDS.context[lang] });
  return entries;
}

/** a to z, then aa, ab, ... */
function letterOf(i: number): string {
  const last = String.fromCharCode(97 + (i % 26));
  return i < 26 ? last : letterOf(Math.floor(i / 26) - 1) + last;
}
