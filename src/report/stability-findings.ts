import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { ALL, CERTAIN } from '../study/uncertainty/stability-tables.ts';
import { named, numberOf, type Row, rootRows, textOf } from './cells.ts';

type Lang = 'en' | 'zh';

/** Whether what was found besides ranks holds over the replicates: first obstacles, rise and fall, changes of grade. */
export function stabilityFindings(result: Result, lang: Lang): string[] {
  return [...obstacles(result, lang), ...trends(result, lang), ...grades(result, lang)];
}

function obstacles(result: Result, lang: Lang): string[] {
  const rows = recordsOf(result, 'obstacle-stability');
  const own = rows.filter(
    ({ unit, place, p_first }) => unit !== ALL && place === 1 && !Number.isNaN(p_first),
  );
  if (own.length === 0) return [];
  const zh = lang === 'zh';
  const share = (row: Row) => numberOf(row, 'p_first');
  const held = own.filter((row) => share(row) >= CERTAIN).length;
  const least = own.reduce((a, b) => (share(b) < share(a) ? b : a));
  const [unit, indicator] = [unitName(result, textOf(least, 'unit'), lang), titleOf(result, least, lang)];
  const often = percentText(share(least));
  const first = zh
    ? `${own.length} 个单元中有 ${held} 个的首要障碍在至少 95% 的重复中不变；最不确定的是${unit}（“${indicator}”在 ${often}% 的重复中居首）。`
    : `The first obstacle of ${held} of ${own.length} units stays the first in at least 95 % of the replicates; the least certain is that of ${unit} (${indicator} stays the first in ${often} %).`;
  const [top] = rows
    .filter(({ unit: whose, rank_mean }) => whose === ALL && !Number.isNaN(rank_mean))
    .sort((a, b) => numberOf(a, 'rank_mean') - numberOf(b, 'rank_mean'));
  if (!top) return [first];
  const mean = percentText(share(top));
  return [
    first,
    zh
      ? `按平均障碍度，“${titleOf(result, top, lang)}”在 ${mean}% 的重复中居首。`
      : `By its mean degree over the units, ${titleOf(result, top, lang)} is the first obstacle in ${mean} % of the replicates.`,
  ];
}

function titleOf({ plan }: Result, row: Row, lang: Lang): string {
  return plan.indicators.find(({ id }) => id === row.indicator)?.title[lang] ?? textOf(row, 'indicator');
}

function trends(result: Result, lang: Lang): string[] {
  const rows = rootRows(result, 'trend-stability').filter(({ replicates }) => replicates !== 0);
  const mean = rows.find(({ unit }) => unit === ALL);
  if (!mean) return [];
  const zh = lang === 'zh';
  const [from, to] = [textOf(mean, 'from_period'), textOf(mean, 'to_period')];
  const isUp = numberOf(mean, 'change') >= 0;
  const often = percentText(numberOf(mean, isUp ? 'p_rise' : 'p_fall'));
  const own = rows.filter(({ unit }) => unit !== ALL);
  const open = own
    .filter(({ direction }) => direction === 'uncertain')
    .map((row) => {
      const share = percentText(numberOf(row, 'p_rise'));
      const name = unitName(result, textOf(row, 'unit'), lang);
      return zh ? `${name}（上升 ${share}%）` : `${name} (rises in ${share} %)`;
    });
  return [
    zh
      ? `${from} 至 ${to} 年平均得分在 ${often}% 的重复中${isUp ? '上升' : '下降'}。`
      : `From ${from} to ${to} the mean score ${isUp ? 'rises' : 'falls'} in ${often} % of the replicates.`,
    open.length === 0
      ? zh
        ? `${own.length} 个单元的升降方向均确定（95%）。`
        : `Whether a unit rises or falls is certain (95 %) for all ${own.length}.`
      : zh
        ? `${own.length} 个单元中 ${open.length} 个的升降方向不确定：${named(open, lang, 4)}。`
        : `Whether a unit rises or falls is not certain for ${open.length} of ${own.length}: ${named(open, lang, 4)}.`,
  ];
}

function grades(result: Result, lang: Lang): string[] {
  const { periods } = result.panel;
  const changed = rootRows(result, 'grade-stability').filter(
    (row) =>
      row.from_period === periods[0] &&
      row.to_period === periods[periods.length - 1] &&
      !Number.isNaN(numberOf(row, 'p_found')) &&
      row.from_grade !== row.to_grade,
  );
  if (changed.length === 0) return [];
  const held = changed.filter((row) => numberOf(row, 'p_found') >= CERTAIN).length;
  const [from, to] = [periods[0], periods[periods.length - 1]];
  const least = changed.reduce((a, b) => (numberOf(b, 'p_found') < numberOf(a, 'p_found') ? b : a));
  const name = unitName(result, textOf(least, 'unit'), lang);
  const share = percentText(numberOf(least, 'p_found'));
  return [
    lang === 'zh'
      ? `${from} 至 ${to} 年等级改变的 ${changed.length} 个单元中，${held} 个在至少 95% 的重复中改变方向相同；最不确定的是${name}（${share}%）。`
      : `Of the ${changed.length} units whose grade changed from ${from} to ${to}, ${held} change in the same direction in at least 95 % of the replicates; the least certain is ${name} (${share} %).`,
  ];
}

function unitName({ panel }: Result, unit: string, lang: Lang): string {
  return panel.units.find(({ id }) => id === unit)?.name[lang] ?? unit;
}

/** A share in percent; what is not quite all or none is not rounded to it. */
export function percentText(share: number): string {
  const whole = (100 * share).toFixed(0);
  return (whole === '100' && share < 1) || (whole === '0' && share > 0) ? (100 * share).toFixed(1) : whole;
}
