import { tight } from './cell-kind.ts';
import type { Role } from './column-roles.ts';
import type { ColumnHeader } from './header-tree.ts';

/** A year of which a price is, or since which something is counted, is not the year of the values. */
const OF_PRICES = /^价(?!格)|不变价|可比价|当年价|constant|\bbase|since|=\s*$/i;
const BEHIND = /^(.*?[^\d\s_.(（-])[\s_.-]*[(（]?((?:19|20)\d{2})年?[)）]?$/;
/** Names of columns in databases may end in other figures: age_0_14_2020. */
const UNDERSCORED = /^(\p{L}.*)_((?:19|20)\d{2})$/u;
const BEFORE =
  /^((?:19|20)\d{2})(?:年度?(?!末|底)|(?=年[末底]))?[\s_.-]*((?!年(?![末底]))[^\d\s_.\-–—~～/／至到].*)$/;

/**
 * Headers with the year taken out of titles that carry it: `popu_2020`, GDP2015, 2020人口, 2020年人口. It is one where a title
 * stands with at least two years, or with the years of such titles, or where every column of values has one; and nowhere in a
 * table that has a column of years.
 */
export function datedHeaders(headers: readonly ColumnHeader[], roles: readonly Role[]): ColumnHeader[] {
  if (roles.includes('period')) return [...headers];
  const values = headers.filter((_, c) => roles[c] === 'value');
  const found = new Map(
    values.flatMap((header) => {
      const split = header.period === undefined ? splitYear(header.title) : undefined;
      return split && !OF_PRICES.test(split.title) ? [[header, split] as const] : [];
    }),
  );
  const years = new Map<string, Set<number>>();
  for (const [header, { title, year }] of found) {
    const key = keyOf(header, title);
    years.set(key, (years.get(key) ?? new Set()).add(year));
  }
  const common = new Set([...years.values()].filter((set) => set.size > 1).flatMap((set) => [...set]));
  const isAll = found.size === values.length;
  return headers.map((header) => {
    const split = found.get(header);
    if (!split) return header;
    const isSeries = years.get(keyOf(header, split.title))!.size > 1;
    if (!isSeries && !common.has(split.year) && !isAll) return header;
    const english = header.english === undefined ? undefined : splitYear(header.english)?.title;
    return { ...header, title: split.title, period: split.year, ...(english ? { english } : {}) };
  });
}

function keyOf({ unit, scope }: ColumnHeader, title: string): string {
  return [tight(title).toLowerCase(), unit ?? '', scope ?? ''].join('\n');
}

/**
 * A title without the year before or behind it; undefined where there is none.
 * @example ['2020年末人口', 'age_0_14_2020'].map(splitYear) // => [{ title: '年末人口', year: 2020 }, { title: 'age_0_14', year: 2020 }]
 */
export function splitYear(title: string): { title: string; year: number } | undefined {
  const behind = BEHIND.exec(title) ?? UNDERSCORED.exec(title);
  if (behind) return { title: behind[1]!, year: Number(behind[2]) };
  const before = BEFORE.exec(title);
  return before ? { title: before[2]!, year: Number(before[1]) } : undefined;
}
