/**
 * What a marker in place of a number means. missing: nothing is known; none: there is no such thing to count;
 * below-unit: there is something, less than half of the smallest unit shown.
 */
export type MarkerMeaning = 'missing' | 'none' | 'below-unit';

/** What is taken for a marker: nothing known, nothing there to count (missing too), 0, or half of the last digit shown. */
export type MarkerTreatment = 'missing' | 'none' | 'zero' | 'half';

const USUAL: ReadonlyMap<string, MarkerMeaning> = new Map([
  ...['…', '……', '...', '......'].map((text) => [text, 'below-unit'] as const),
  ...['—', '——', '–', '-', '--'].map((text) => [text, 'none'] as const),
  ...['NA', 'N/A', '#N/A', 'NULL', 'NAN', 'NONE', '.', '..', ':', '/', '\\', '*', '×'].map(
    (text) => [text, 'missing'] as const,
  ),
  ...['无', '缺', '缺失', '暂无', '无数据', '暂无数据', '不详', '未统计', '空'].map(
    (text) => [text, 'missing'] as const,
  ),
]);

/** Numbers that databases write in place of nothing. */
const SENTINELS = [-999, -9999, -99999, -88888, -77777, -66666, 99999, 999999, 9999999];

/**
 * What a marker usually means; undefined for text that is no known marker. Usage differs between sources, so that an
 * import asks once for each marker that is not simply a missing value.
 * @example usualMeaning('……') // => 'below-unit'
 */
export function usualMeaning(cell: string): MarkerMeaning | undefined {
  // No marker ends in a digit, and nearly every cell does.
  const last = cell.charCodeAt(cell.length - 1);
  if (last >= 48 && last <= 57) return undefined;
  // The compatible form of the ellipsis is three points, which is the same marker.
  return USUAL.get(cell.normalize('NFKC').trim().toUpperCase()) ?? USUAL.get(cell.trim());
}

/**
 * The numbers of a column that look like codes for a missing value: known codes that occur at least twice and lie
 * beyond all other values by more than their range.
 * @example sentinelsOf([12, 14, -9999, 13, -9999]) // => [-9999]
 */
export function sentinelsOf(values: Iterable<number>): number[] {
  const counts = new Map(SENTINELS.map((code) => [code, 0]));
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    const count = counts.get(value);
    if (count !== undefined) counts.set(value, count + 1);
    else {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) return [];
  const reach = high - low;
  return SENTINELS.filter((code) => counts.get(code)! >= 2 && (code < low - reach || code > high + reach));
}
