import { listed, type Note } from '../core/note.ts';
import type { Panel, Unit } from '../core/panel.ts';
import type { AggregateOutcome } from '../methods/method.ts';

/** Says which scores of a node rest on a part of its weight, and which are empty for want of it. */
export function coverNotes(
  node: string,
  { partial, empty }: Pick<AggregateOutcome, 'partial' | 'empty'>,
  coverage: number,
  panel: Panel,
): Note[] {
  const percent = Math.round(coverage * 100);
  const note = (
    code: string,
    level: Note['level'],
    rows: readonly number[],
    en: string,
    zh: string,
  ): Note[] => {
    if (rows.length === 0) return [];
    const names = (name: (unit: Unit) => string) => rows.map((row) => placeOf(panel, row, name));
    return [
      {
        code,
        level,
        text: {
          en: `${node}: ${rows.length} unit-period(s) ${en}: ${listed(names((unit) => unit.name.en)).en}.`,
          zh: `${node}：${rows.length} 个单元-时期${zh}：${listed(names((unit) => unit.name.zh)).zh}。`,
        },
        items: names((unit) => unit.id),
      },
    ];
  };
  return [
    ...note(
      'aggregate/partial',
      'note',
      partial,
      `were scored on the indicators they have (at least ${percent} % of the weight)`,
      `仅用已有指标计分（权重覆盖不低于 ${percent}%）`,
    ),
    ...note(
      'aggregate/not-covered',
      'warning',
      empty,
      `have no score, because less than ${percent} % of the weight is observed`,
      `因权重覆盖不足 ${percent}% 而无得分`,
    ),
  ];
}

function placeOf({ units, periods }: Panel, row: number, name: (unit: Unit) => string): string {
  return `${name(units[row % units.length]!)} ${periods[Math.floor(row / units.length)]}`;
}
