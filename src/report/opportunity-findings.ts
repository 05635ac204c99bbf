import { fixed } from '../figures/format.ts';
import { groupName } from '../figures/grouping.ts';
import type { Result } from '../study/result.ts';
import { byColumn, named, numberOf, type Row, rootRows, textOf } from './cells.ts';

type Lang = 'en' | 'zh';
/** All units as one group. */
const ALL = '*';

/** Which groups spread opportunity evenly (an equity index of 1 or more), which changed sides, and what the whole study does. */
export function opportunityFindings(result: Result, lang: Lang): string[] {
  const { periods } = result.panel;
  const [first, last] = [periods[0]!, periods[periods.length - 1]!];
  return [...byColumn(rootRows(result, 'opportunity'), 'by')].flatMap(([by, rows]) => {
    const known = rows.filter((row) => !Number.isNaN(numberOf(row, 'equity')));
    const at = (period: number) => known.filter((row) => row.period === period && row.group !== ALL);
    return [
      ...sides(by, at(last), last, lang),
      ...crossed(at(first), at(last), first, last, lang),
      ...whole(
        known.find((row) => row.period === last && row.group === ALL),
        last,
        lang,
      ),
    ];
  });
}

const isEven = (row: Row) => numberOf(row, 'equity') >= 1;

function sides(by: string, rows: readonly Row[], period: number, lang: Lang): string[] {
  if (rows.length === 0) return [];
  const said = (among: readonly Row[]) =>
    named(
      among.map((row) => `${groupName(textOf(row, 'group'), lang)} ${fixed(numberOf(row, 'equity'), 3)}`),
      lang,
    );
  const listed = (among: readonly Row[]) =>
    among.length === 0 ? '' : lang === 'zh' ? `（${said(among)}）` : ` (${said(among)})`;
  const sorted = [...rows].sort((a, b) => numberOf(b, 'equity') - numberOf(a, 'equity'));
  const [even, uneven] = [sorted.filter(isEven), sorted.filter((row) => !isEven(row)).reverse()];
  return [
    lang === 'zh'
      ? `${period} 年按 ${by} 分组，公平指数不低于 1 的有 ${even.length} 组${listed(even)}，低于 1 的有 ${uneven.length} 组${listed(uneven)}。`
      : `In ${period}, by ${by}, the equity index is 1 or more in ${even.length} group(s)${listed(even)} and below 1 in ${uneven.length}${listed(uneven)}.`,
  ];
}

function crossed(
  before: readonly Row[],
  after: readonly Row[],
  first: number,
  last: number,
  lang: Lang,
): string[] {
  if (first === last) return [];
  const changed = after.flatMap((row) => {
    const old = before.find(({ group }) => group === row.group);
    return old && isEven(old) !== isEven(row) ? [{ name: textOf(row, 'group'), isUp: isEven(row) }] : [];
  });
  const names = (isUp: boolean) => changed.filter((one) => one.isUp === isUp).map(({ name }) => name);
  const [up, down] = [names(true), names(false)];
  if (lang === 'zh')
    return [
      ...(up.length > 0 ? [`自 ${first} 年以来升至 1 以上：${named(up, lang)}。`] : []),
      ...(down.length > 0 ? [`自 ${first} 年以来降至 1 以下：${named(down, lang)}。`] : []),
    ];
  return [
    ...(up.length > 0 ? [`Since ${first} it rose to 1 or more in ${named(up, lang)}.`] : []),
    ...(down.length > 0 ? [`Since ${first} it fell below 1 in ${named(down, lang)}.`] : []),
  ];
}

function whole(row: Row | undefined, period: number, lang: Lang): string[] {
  if (!row) return [];
  const [index, equity] = [fixed(numberOf(row, 'index'), 4), fixed(numberOf(row, 'equity'), 3)];
  return [
    lang === 'zh'
      ? `${period} 年全部单元的机会指数为 ${index}，公平指数为 ${equity}。`
      : `Over all units of ${period} the opportunity index is ${index} and the equity index ${equity}.`,
  ];
}
