import * as z from 'zod';
import type { Result } from '../study/result.ts';
import { percent } from '../study/uncertainty/describe.ts';
import { rankIntervals, rankText } from '../study/uncertainty/rank-intervals.ts';
import { lang, nodeOf, nodeOption, rankedUnits, widthOption } from './figure.ts';
import { fixed } from './format.ts';
import { type Grid, nested, noteOf } from './grid.ts';
import { periodsOption, shownPeriods } from './shown-periods.ts';
import { tableFigure } from './table-figure.ts';
import { terms } from './table-terms.ts';

export const rankTable = tableFigure({
  id: 'rank-table',
  title: { en: 'Scores and ranks', zh: '得分与名次' },
  about: {
    en: 'Three-line table of every unit by its rank in the last of the periods shown: score and rank of each period and the places gained (▲) or lost (▼) since the first. Units without a score stand at the end. Many units are laid out in blocks beside each other.',
    zh: '得分与名次三线表：各单元按所示末期名次排列，列出各期得分与名次及较首期上升（▲）或下降（▼）的位次。无得分的单元列于末尾。单元较多时分栏排列。',
  },
  options: z.object({ lang, node: nodeOption, periods: periodsOption, width: widthOption() }),
  available: () => true,
  grid(result, { lang: language, node: asked, periods }): Grid {
    const t = terms[language];
    const node = nodeOf(result, asked);
    const { panel } = result;
    const { at: shown, remark } = shownPeriods(result, periods, language, { most: 2 });
    const [first, last] = [shown[0]!, shown[shown.length - 1]!];
    const at = (unit: number, p: number) => p * panel.units.length + unit;
    const rankAt = (unit: number, p: number) =>
      rankText(
        node.rank[at(unit, p)]!,
        rankIntervals(result, node.node.id, panel.periods[p]!).get(panel.units[unit]!.id),
      );
    const before = shown.slice(0, -1);
    const order = inOrder(result, asked, last);
    const rows = order.map((unit) => [
      rankAt(unit, last),
      panel.units[unit]!.name[language],
      ...before.flatMap((p) => [fixed(node.score[at(unit, p)]!, 4), rankAt(unit, p)]),
      fixed(node.score[at(unit, last)]!, 4),
      ...(before.length > 0 ? [moved(node.rank[at(unit, first)]! - node.rank[at(unit, last)]!)] : []),
    ]);
    return {
      caption: `${node.node.title[language]}${language === 'zh' ? '：得分与名次' : ': scores and ranks'}`,
      columns: [
        { head: [t.rank], numeric: true },
        { head: [t.unit], wrap: true },
        ...before.flatMap((p) => [
          { head: [`${panel.periods[p]}`, t.score], numeric: true, about: { period: panel.periods[p]! } },
          { head: [`${panel.periods[p]}`, t.rank], numeric: true, about: { period: panel.periods[p]! } },
        ]),
        { head: [`${panel.periods[last]}`, t.score], numeric: true, about: { period: panel.periods[last]! } },
        ...(before.length > 0 ? [{ head: [t.change], numeric: true }] : []),
      ],
      lead: 2,
      about: order.map((unit) => ({ unit: panel.units[unit]!.id })),
      rows: nested(rows, 0),
      note: noteOf([rule(result, first, last, language), bracketNote(result, language), remark], language),
      open: 30,
    };
  },
});

/** What the brackets after a rank hold; empty where the study has no uncertainty analysis. */
export function bracketNote({ plan, analyses }: Result, language: 'en' | 'zh'): string {
  const asked = plan.analyses.uncertainty;
  if (!asked || !analyses.some(({ name }) => name === 'intervals')) return '';
  const share = percent(asked.options.interval);
  return language === 'zh'
    ? `括号内为名次的 ${share}% 区间。`
    : `In brackets: the ${share} % interval of the rank.`;
}

/** Units by rank, then those without a score in study order. */
function inOrder(result: Result, node: string | undefined, p: number): number[] {
  const ranked = rankedUnits(result, nodeOf(result, node), p).map(({ unit }) => unit);
  const seen = new Set(ranked);
  return [...ranked, ...result.panel.units.map((_, unit) => unit).filter((unit) => !seen.has(unit))];
}

/**
 * Places gained or lost, with a sign that does not need colour.
 * @example moved(-2) // => '▼2'
 */
export function moved(places: number): string {
  if (Number.isNaN(places)) return '–';
  return places === 0 ? '=' : places > 0 ? `▲${places}` : `▼${-places}`;
}

function rule({ panel }: Result, first: number, last: number, language: 'en' | 'zh'): string {
  const [from, to] = [panel.periods[first], panel.periods[last]];
  if (language === 'zh')
    return `按 ${to} 年名次排列，名次由完整精度的得分得出，并列取较小名次；“–”为无得分。${first === last ? '' : `变化为较 ${from} 年的位次变化。`}`;
  return `By rank in ${to}; ranks come from scores at full precision, ties share the smallest rank; – no score.${first === last ? '' : ` Change: places gained or lost since ${from}.`}`;
}
