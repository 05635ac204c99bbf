import { tight } from './cell-kind.ts';
import type { ColumnRole, RowRole } from './reading.ts';
import type { CellValue, Sheet } from './sheet.ts';

type Role = ColumnRole['role'];

/**
 * The rows of a table with what they leave out because the row above says it: a city named once over its years, a
 * year once over its cities. A blank is filled where a column on its right tells the row apart from those above, in
 * columns that never say the same twice running; a row that would then repeat an earlier one of its group stays blank,
 * and so do rows after a total. What stays blank is for `take` to complain of.
 */
export function filledDown(
  { rows }: Pick<Sheet, 'rows'>,
  [from, to]: readonly [number, number],
  roles: readonly (Role | undefined)[],
  roleOf: (r: number) => RowRole | undefined,
): Sheet['rows'] {
  const keys = roles.flatMap((role, c) =>
    role === 'unit' || role === 'period' || role === 'indicator' || role === 'province' ? [c] : [],
  );
  // Two columns of units are two tables side by side, each with rows of its own.
  if (roles.filter((role) => role === 'unit').length > 1) return rows;
  const table = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((r) => rows[r]);
  // The year or province of a total is that of the rows below it; its name is not.
  const holds = (r: number, c: number) =>
    isData(roleOf(r)) || (isTotal(roleOf(r)) && (roles[c] === 'period' || roles[c] === 'province'));
  const outline = keys.filter((c) => isOutline(table.filter((r) => holds(r, c)).map((r) => rows[r]![c])));
  if (outline.length === 0) return rows;
  const code = roles.indexOf('code');
  const filled = rows.slice();
  const held = new Map<number, CellValue>();
  const seen = new Set<string>();
  for (const r of table) {
    if (isTotal(roleOf(r))) {
      for (const c of [...held.keys()]) if (!holds(r, c)) held.delete(c);
      for (const c of keys) if (holds(r, c) && !isBlank(rows[r]![c])) held.set(c, rows[r]![c]!);
    }
    if (!isData(roleOf(r))) continue;
    const row = filled[r]!;
    const next = row.slice();
    for (const c of outline) {
      const isTold = keys.some((key) => key > c && !isBlank(row[key]));
      const hasOwnCode = roles[c] === 'unit' && code >= 0 && !isBlank(row[code]);
      if (isBlank(row[c]) && isTold && !hasOwnCode && held.has(c)) next[c] = held.get(c)!;
    }
    const unit = roles.indexOf('unit');
    if (code >= 0 && isBlank(row[code]) && isBlank(row[unit]) && !isBlank(next[unit]) && held.has(code))
      next[code] = held.get(code)!;
    const key = JSON.stringify(keys.map((c) => tight(next[c])));
    const isNew = !seen.has(key);
    seen.add(key);
    if (isNew) filled[r] = next;
    for (const c of [...keys, ...(code >= 0 ? [code] : [])]) if (!isBlank(row[c])) held.set(c, row[c]!);
  }
  return filled;
}

function isData(role: RowRole | undefined): boolean {
  return role === undefined || role === 'data';
}

function isTotal(role: RowRole | undefined): boolean {
  return role === 'total' || role === 'province';
}

function isBlank(cell: CellValue | undefined): boolean {
  return tight(cell) === '';
}

/** Has blanks, and never the same twice running among what is written. */
function isOutline(cells: readonly (CellValue | undefined)[]): boolean {
  const texts = cells.map(tight);
  const written = texts.filter((text) => text !== '');
  return (
    written.length > 0 &&
    written.length < texts.length &&
    written.every((text, i) => i === 0 || text !== written[i - 1])
  );
}
