import { type Note, noteAbout } from '../core/note.ts';
import { type Column, type Status, statusCode, statusOf, type Unit } from '../core/panel.ts';
import type { Problem } from '../core/problem.ts';
import { placeIn, type RawTable } from './raw-table.ts';

/** What a source may say of its values; an empty cell says that they were observed. */
const DECLARED = ['observed', 'estimated', 'imputed', 'derived'] as const satisfies readonly Status[];

/** The status that a row declares for its values, as the number that stands in a column. */
export function readStatus(
  table: RawTable,
  at: number | undefined | 'none',
  r: number,
  problems: Problem[],
): number {
  const cell = typeof at === 'number' ? (table.rows[r]![at] ?? '').trim() : '';
  const declared = DECLARED.find((one) => one === cell);
  if (cell !== '' && declared === undefined)
    problems.push(unknownStatus(placeIn(table, table.lines[r]!, at as number), cell));
  return statusCode(declared ?? 'observed');
}

/** Names the values that their source calls estimated or imputed. */
export function statusNotes(
  columns: ReadonlyMap<string, Column>,
  units: readonly Unit[],
  periods: readonly number[],
): Note[] {
  const found = (status: Status) =>
    [...columns].flatMap(([id, column]) =>
      [...column.status.keys()]
        .filter((row) => column.source[row]! >= 0 && statusOf(column, row) === status)
        .map((row) => `${units[row % units.length]!.id} ${periods[Math.floor(row / units.length)]} ${id}`),
    );
  const [estimated, imputed] = [found('estimated'), found('imputed')];
  return [
    ...noteAbout('data/estimated', 'note', estimated, (names) => ({
      en: `${estimated.length} value(s) are estimates as their source says: ${names.en}.`,
      zh: `${estimated.length} 个数值据来源标注为估计值：${names.zh}。`,
    })),
    ...noteAbout('data/imputed', 'note', imputed, (names) => ({
      en: `${imputed.length} value(s) were imputed before they came here, as their source says: ${names.en}.`,
      zh: `${imputed.length} 个数值据来源标注为事先插补：${names.zh}。`,
    })),
  ];
}

function unknownStatus(where: string, cell: string): Problem {
  return {
    code: 'data/status',
    where,
    saw: { en: `status "${cell}"`, zh: `状态“${cell}”` },
    why: {
      en: 'a source calls its values observed, estimated, imputed or derived',
      zh: '来源只能将数值标为 observed、estimated、imputed 或 derived',
    },
    fix: {
      en: 'write one of the four, or leave the cell empty for observed',
      zh: '请写四者之一；留空即 observed',
    },
  };
}
