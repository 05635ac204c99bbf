import type { ColumnStatistics } from '../../core/sql.ts';
import type { Reference } from '../../core/table.ts';
import type { Direction } from '../../core/tree.ts';
import type { Constants } from './constants.ts';

/** The lines of a column by scope: `offset + span * (x - origin) / scale`. */
export interface Line {
  origin: number;
  scale: number;
  span: number;
  offset: number;
}
/** What a normaliser says of itself; see `SqlForms` of the methods. */
export interface Rule {
  reference: Reference;
  estimate(found: ColumnStatistics, id: string): Record<string, number> | undefined;
  line(direction: Direction, constants: Record<string, number>): { origin: number; scale: number };
  span: number;
  offset: number;
  constant: number;
  clip: boolean;
}

/** The line of one column in one scope; without spread every observed value becomes the rule's constant. */
export function lineOf(
  rule: Rule,
  direction: Direction,
  estimated: Record<string, number> | undefined,
): Line {
  if (!estimated) return { origin: 0, scale: 1, span: 0, offset: rule.constant };
  return { ...rule.line(direction, estimated), span: rule.span, offset: rule.offset };
}

/** The same line applied here, in the order of the kernel's operations. */
export function onLine({ origin, scale, span, offset }: Line, value: number, clip: boolean): number {
  const mapped = offset + (span * (value - origin)) / scale;
  return clip ? Math.min(1, Math.max(0, mapped)) : mapped;
}

/** The line of a column as an expression; `lines` has one for all periods or one for each. */
export function lineExpression(
  column: string,
  lines: readonly Line[],
  made: Constants,
  clip: boolean,
): string {
  const by = (key: keyof Line) => made.of(lines.map((line) => line[key]));
  const plain = lines.every(({ span, offset }) => span === 1 && offset === 0);
  const moved = `(${column} - ${by('origin')})`;
  const mapped = plain
    ? `${moved} / ${by('scale')}`
    : `${by('offset')} + (${by('span')} * ${moved}) / ${by('scale')}`;
  return clip ? `CASE WHEN ${mapped} < 0 THEN 0e0 WHEN ${mapped} > 1 THEN 1e0 ELSE ${mapped} END` : mapped;
}
