import { recordsOf } from '../study/analyse.ts';
import type { NodeResult, Result } from '../study/result.ts';
import { rankIntervals, rankText } from '../study/uncertainty/rank-intervals.ts';
import { classColours, NO_DATA } from './colours.ts';
import { fixed } from './format.ts';
import { type Entry, GRADE_RULE, gradeEntries } from './legend.ts';

/** How the rows of a node are put into classes on a map. */
export interface Classing {
  /** Swatches of the classes, with their counts. */
  entries: readonly Entry[];
  /** What the classes and counts mean. */
  rule: string;
  /** Position of a row's class among the entries; undefined without a score. */
  classOf(row: number): number | undefined;
}

/** The grades of a node, with limits that are the same in all periods. */
export function grading(node: NodeResult, lang: 'en' | 'zh'): Classing {
  return {
    entries: gradeEntries(node, lang),
    rule: GRADE_RULE[lang],
    classOf: (row) => (node.grade[row]! > 0 ? node.grade[row]! - 1 : undefined),
  };
}

const QUARTERS = {
  en: ['top quarter', 'second quarter', 'third quarter', 'bottom quarter'],
  zh: ['前 25%', '25%–50%', '50%–75%', '后 25%'],
};

/** Quarters by rank within each period, from the table `quartiles`; class 1 is the top quarter. */
export function quartering(result: Result, { node }: NodeResult, lang: 'en' | 'zh'): Classing {
  const { units, periods } = result.panel;
  const unitAt = new Map(units.map(({ id }, u) => [id, u]));
  const quarter = new Map<number, number>();
  for (const row of recordsOf(result, 'quartiles')) {
    const unit = unitAt.get(String(row.unit));
    const p = periods.indexOf(Number(row.period));
    const at = Number(row.class) - 1;
    if (row.node === node.id && unit !== undefined && p >= 0 && QUARTERS.en[at] !== undefined)
      quarter.set(p * units.length + unit, at);
  }
  const counts = QUARTERS.en.map((_, at) => [...quarter.values()].filter((one) => one === at).length);
  const colours = classColours(4).reverse();
  return {
    entries: QUARTERS[lang].map((name, at) => ({ fill: colours[at]!, text: `${name} (${counts[at]})` })),
    rule:
      lang === 'zh'
        ? '按各期名次四等分；括号内为单元-时期数。'
        : 'Quarters by rank within each period; unit-periods in parentheses.',
    classOf: (row) => quarter.get(row),
  };
}

/** Fill of a row, and what is said of it when it is pointed at. */
export function filled(
  result: Result,
  { node, score, rank }: NodeResult,
  { entries, classOf }: Classing,
  unit: number,
  p: number,
  lang: 'en' | 'zh',
): { fill: string; title: string } {
  const { panel } = result;
  const row = p * panel.units.length + unit;
  const at = classOf(row);
  const { id, name: names } = panel.units[unit]!;
  const name = names[lang];
  if (at === undefined) return { fill: NO_DATA, title: name };
  const place = rankText(rank[row]!, rankIntervals(result, node.id, panel.periods[p]!).get(id));
  const word = lang === 'zh' ? '名次' : 'rank';
  return { fill: entries[at]!.fill, title: `${name}: ${fixed(score[row]!, 4)}, ${word} ${place}` };
}
