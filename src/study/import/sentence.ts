import type { Text } from '../../core/text.ts';
import type { RowRole, SheetReading } from './reading.ts';

/** How the sheet is read, in a sentence. */
export function sentenceOf(
  { columns, rows, all, header, transposed: lies, yearShift }: SheetReading,
  data: number,
): Text {
  const with_ = (role: string) =>
    [...columns].filter(([, one]) => one.role === role).map(([letter]) => letter);
  const values = [...columns.values()].flatMap((one) => (one.role === 'value' ? [one] : []));
  const years = [...new Set(values.flatMap(({ period }) => (period === undefined ? [] : [period])))];
  const left = (role: RowRole) => [...rows.values()].filter((one) => one === role).length;
  const period = with_('period');
  const when =
    period.length > 0
      ? { en: `the year is in column ${period[0]}`, zh: `年份在 ${period[0]} 列` }
      : years.length > 0
        ? {
            en: `the years ${years[0]} to ${years[years.length - 1]} stand in the header`,
            zh: `表头含 ${years[0]} 至 ${years[years.length - 1]} 年`,
          }
        : { en: `all values are of ${all.period ?? '?'}`, zh: `全部数值属于 ${all.period ?? '？'} 年` };
  const shifted =
    yearShift === 0 ? { en: '', zh: '' } : { en: ' (data of the year before)', zh: '（数据为前一年）' };
  const skipped = left('total') + left('province') + left('note') + left('header');
  const places = with_('unit');
  const isOne = header[0] === header[1];
  const head = isOne ? `${header[0]}` : `${header[0]}–${header[1]}`;
  const at = places.length > 0 ? places.join(', ') : with_('code').join(', ');
  return {
    en: `${lies ? 'Units stand side by side. ' : ''}Header in ${isOne ? 'row' : 'rows'} ${head}; ${data} rows of data; ${at ? `units in column ${at}` : `one unit, ${all.place ?? '?'}`}; ${when.en}${shifted.en}; ${values.length} column(s) of values${with_('indicator').length > 0 ? `, indicators named in column ${with_('indicator')[0]}` : ''}${skipped > 0 ? `; left out: ${left('total')} total(s), ${left('province')} province row(s), ${left('header')} repeated header(s), ${left('note')} note(s)` : ''}.`,
    zh: `${lies ? '单元横向排列。' : ''}表头为第 ${head} 行；数据 ${data} 行；${at ? `单元在 ${at} 列` : `仅一个单元：${all.place ?? '？'}`}；${when.zh}${shifted.zh}；数值 ${values.length} 列${with_('indicator').length > 0 ? `，指标名在 ${with_('indicator')[0]} 列` : ''}${skipped > 0 ? `；略去合计 ${left('total')} 行、省级 ${left('province')} 行、重复表头 ${left('header')} 行、注释 ${left('note')} 行` : ''}。`,
  };
}
