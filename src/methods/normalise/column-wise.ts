import { listed, type Note } from '../../core/note.ts';
import { type Range, type Reference, scopes, withColumns } from '../../core/table.ts';
import type { Direction } from '../../core/tree.ts';
import type { NormaliseInput, NormaliseOutcome } from '../method.ts';

/** How one column is estimated on a range of rows, and then mapped. */
export interface ColumnRule {
  /** Constants of the rows in the range; undefined when the observed cells have no spread. */
  estimate(column: Float64Array, range: Range): Record<string, number> | undefined;
  /** The straight line that maps values: `offset + span * (x - origin) / scale`. */
  line(direction: Direction, constants: Record<string, number>): { origin: number; scale: number };
  span?: number;
  offset?: number;
  /** What a column without spread becomes. */
  constant: number;
}

/**
 * Normalises every column by its own constants, over the rows that `reference` names.
 * Missing cells stay missing; columns without spread become `rule.constant` and are noted.
 */
export function normaliseColumns(
  { table, directions, constants: earlier }: NormaliseInput,
  reference: Reference,
  rule: ColumnRule,
): NormaliseOutcome {
  const { ranges, of } = scopes(reference, table.units, table.periods);
  const { span = 1, offset = 0 } = rule;
  const flat: string[] = [];
  const constants: Record<string, number>[][] = [];
  const columns = table.columns.map((column, c) => {
    const estimates = ranges.map((range) => (earlier ? given(earlier[c]!) : rule.estimate(column, range)));
    constants.push(estimates.map((estimate) => estimate ?? {}));
    if (estimates.some((estimate) => estimate === undefined) && column.some((value) => value === value)) {
      flat.push(table.ids[c]!);
    }
    const out = new Float64Array(column.length);
    for (let p = 0; p < table.periods.length; p++) {
      const estimate = estimates[of[p]!];
      const from = p * table.units;
      const to = from + table.units;
      if (estimate) {
        map(column, out, from, to, { ...rule.line(directions[c]!, estimate), span, offset });
      } else {
        for (let row = from; row < to; row++)
          out[row] = column[row] === column[row] ? rule.constant : Number.NaN;
      }
    }
    return out;
  });
  return {
    table: withColumns(table, columns),
    constants,
    scopeOf: of,
    notes: constantNote(flat, rule.constant),
  };
}

function map(
  column: Float64Array,
  out: Float64Array,
  from: number,
  to: number,
  { origin, scale, span, offset }: { origin: number; scale: number; span: number; offset: number },
): void {
  for (let row = from; row < to; row++) out[row] = offset + (span * (column[row]! - origin)) / scale;
}

/** Constants of an earlier run; a column without spread then had none. */
function given(constants: Record<string, number>): Record<string, number> | undefined {
  return Object.keys(constants).length === 0 ? undefined : constants;
}

export function constantNote(flat: readonly string[], value: number): Note[] {
  if (flat.length === 0) return [];
  const names = listed(flat);
  return [
    {
      code: 'normalise/constant',
      level: 'warning',
      text: {
        en: `${flat.length} indicator(s) have no spread and were normalised to ${value}: ${names.en}.`,
        zh: `${flat.length} 项指标没有差异，标准化为 ${value}：${names.zh}。`,
      },
      items: flat,
    },
  ];
}
