import { kindOf, tight } from './cell-kind.ts';
import type { Role } from './column-roles.ts';
import type { CellValue } from './sheet.ts';

const REMARKS = /备注|说明|序号|编号|来源|更新|remark|note|comment|source|updated/i;
/** Beyond this a column holds names or remarks rather than the parts of a division. */
const MOST_PARTS = 200;

/**
 * The columns of a long table that tell its rows apart beside place, year and indicator: sex, age, industry. Without
 * them two rows would speak of the same thing with two values; they become part of the indicator. Taken from the left,
 * each only where it parts rows that are still alike.
 */
export function dimensionsOf(
  roles: readonly Role[],
  titles: readonly string[],
  columns: readonly (readonly CellValue[])[],
): Role[] {
  const rows = columns[0]?.length ?? 0;
  const named = roles.flatMap((role, c) =>
    role === 'unit' || role === 'code' || role === 'period' || role === 'indicator' ? [c] : [],
  );
  if (!named.some((c) => roles[c] === 'unit' || roles[c] === 'code')) return [...roles];
  let keys = Array.from({ length: rows }, (_, r) => named.map((c) => tight(columns[c]![r])).join('\u0000'));
  const found = [...roles];
  roles.forEach((role, c) => {
    if (role !== 'ignored' || REMARKS.test(titles[c] ?? '')) return;
    const apart = new Set(keys).size;
    if (apart === rows) return;
    const texts = columns[c]!.map(tight);
    const parts = new Set(texts.filter((text) => text !== ''));
    if (parts.size < 2 || parts.size > MOST_PARTS || columns[c]!.every((cell) => kindOf(cell) !== 'text'))
      return;
    const finer = keys.map((key, r) => `${key}\u0000${texts[r]}`);
    if (new Set(finer).size === apart) return;
    keys = finer;
    found[c] = 'indicator';
  });
  return found;
}
