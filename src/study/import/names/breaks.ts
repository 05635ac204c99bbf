import { type Note, noteAbout } from '../../../core/note.ts';
import type { Change } from './gazetteer.ts';

/** A unit that has values only in a part of the periods: from `year` on, or until `year`. */
export interface PartOfPanel {
  unit: string;
  side: 'begins' | 'ends';
  year: number;
  /** What the gazetteer says of it, where it says something. */
  change?: Change;
}

/** The units that begin after the first period or end before the last, each with the change that explains it. */
export function partsOfPanel(
  present: Iterable<{ unit: string; period: number }>,
  changes: readonly Change[],
): PartOfPanel[] {
  const spans = new Map<string, [number, number]>();
  for (const { unit, period } of present) {
    const span = spans.get(unit) ?? [period, period];
    spans.set(unit, [Math.min(span[0], period), Math.max(span[1], period)]);
  }
  const first = Math.min(...[...spans.values()].map(([from]) => from));
  const last = Math.max(...[...spans.values()].map(([, to]) => to));
  return [...spans].flatMap(([unit, [from, to]]) => {
    const parts: PartOfPanel[] = [];
    if (from > first)
      parts.push({ unit, side: 'begins', year: from, ...explained(changes, 'to', unit, from) });
    if (to < last) parts.push({ unit, side: 'ends', year: to, ...explained(changes, 'from', unit, to + 1) });
    return parts;
  });
}

function explained(
  changes: readonly Change[],
  side: 'from' | 'to',
  unit: string,
  year: number,
): { change?: Change } {
  const change = changes.find((one) => one[side].includes(unit) && one.year === year);
  return change ? { change } : {};
}

/** Warns of units that begin or end within the panel, and offers the concordance where a change explains them. */
export function partNotes(parts: readonly PartOfPanel[]): Note[] {
  const text = ({ unit, side, year, change }: PartOfPanel) =>
    `${unit} ${side} ${year}${change ? ` (${change.from.join('+')} -> ${change.to.join('+')})` : ''}`;
  const known = parts.filter(({ change }) => change !== undefined);
  const unknown = parts.filter(({ change }) => change === undefined);
  return [
    ...noteAbout('names/changed-units', 'warning', known.map(text), (names) => ({
      en: `${known.length} unit(s) begin or end within the panel because units changed: ${names.en}. A concordance brings them to the same units (sum, mean, weighted mean, or keep).`,
      zh: `${known.length} 个单元因区划变更而在研究期内出现或消失：${names.zh}。可用对照表统一口径（sum、mean、加权平均或 keep）。`,
    })),
    ...noteAbout('names/part-of-panel', 'warning', unknown.map(text), (names) => ({
      en: `${unknown.length} unit(s) begin or end within the panel, and no change of units explains it: ${names.en}.`,
      zh: `${unknown.length} 个单元在研究期内出现或消失，且无区划变更可以解释：${names.zh}。`,
    })),
  ];
}
