import { listed, type Note } from '../core/note.ts';
import type { Panel, Unit } from '../core/panel.ts';
import type { AggregateOutcome } from '../methods/method.ts';

/** Says which scores of a node rest on a part of its weight, and which are empty for want of it. */
export function coverNotes(
  node: string,
  outcome: Pick<AggregateOutcome, 'partial' | 'empty'>,
  coverage: number,
  panel: Panel,
): Note[] {
  const places = (rows: readonly number[], name: (unit: Unit) => string) =>
    rows.map(
      (row) =>
        `${name(panel.units[row % panel.units.length]!)} ${panel.periods[Math.floor(row / panel.units.length)]}`,
    );
  const percent = Math.round(coverage * 100);
  const notes: Note[] = [];
  if (outcome.partial.length > 0) {
    const items = places(outcome.partial, (unit) => unit.id);
    const names = {
      en: listed(places(outcome.partial, (unit) => unit.name.en)).en,
      zh: listed(places(outcome.partial, (unit) => unit.name.zh)).zh,
    };
    notes.push({
      code: 'aggregate/partial',
      level: 'note',
      text: {
        en: `${node}: ${items.length} unit-period(s) were scored on the indicators they have (at least ${percent} % of the weight): ${names.en}.`,
        zh: `${node}：${items.length} 个单元-时期仅用已有指标计分（权重覆盖不低于 ${percent}%）：${names.zh}。`,
      },
      items,
    });
  }
  if (outcome.empty.length > 0) {
    const items = places(outcome.empty, (unit) => unit.id);
    const names = {
      en: listed(places(outcome.empty, (unit) => unit.name.en)).en,
      zh: listed(places(outcome.empty, (unit) => unit.name.zh)).zh,
    };
    notes.push({
      code: 'aggregate/not-covered',
      level: 'warning',
      text: {
        en: `${node}: ${items.length} unit-period(s) have no score, because less than ${percent} % of the weight is observed: ${names.en}.`,
        zh: `${node}：${items.length} 个单元-时期因权重覆盖不足 ${percent}% 而无得分：${names.zh}。`,
      },
      items,
    });
  }
  return notes;
}
