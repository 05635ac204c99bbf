import { fixed } from '../figures/format.ts';
import type { Result } from '../study/result.ts';
import { rankIntervals, rankText } from '../study/uncertainty/rank-intervals.ts';
import { byColumn, kindName, named, numberOf, type Row, rootRows, textOf } from './cells.ts';

type Lang = 'en' | 'zh';

/** How many units rose or fell over the whole span, who moved most, what shapes their paths have and whether they drifted apart. */
export function changeFindings(result: Result, lang: Lang): string[] {
  const { periods } = result.panel;
  const [first, last] = [periods[0]!, periods[periods.length - 1]!];
  const isWhole = (row: Row) => row.from_period === first && row.to_period === last;
  const rows = rootRows(result, 'changes').filter(isWhole);
  return [
    ...directions(rows, first, last, lang),
    ...movers(result, rows, lang),
    ...shapes(result, lang),
    ...drift(
      rootRows(result, 'gaps').find((row) => isWhole(row) && row.by === ''),
      lang,
    ),
  ];
}

function directions(rows: readonly Row[], first: number, last: number, lang: Lang): string[] {
  if (rows.length === 0) return [];
  const count = (kind: string) => rows.filter((row) => row.kind === kind).length;
  return [
    lang === 'zh'
      ? `${first} 至 ${last} 年，${count('rising')} 个单元上升，${count('falling')} 个下降，${count('stagnant')} 个停滞。`
      : `From ${first} to ${last}, ${count('rising')} units rose, ${count('falling')} fell and ${count('stagnant')} stayed about where they were.`,
  ];
}

function movers(result: Result, rows: readonly Row[], lang: Lang): string[] {
  const { panel } = result;
  const moved = rows
    .filter((row) => !Number.isNaN(numberOf(row, 'rank_gain')))
    .sort((a, b) => numberOf(b, 'rank_gain') - numberOf(a, 'rank_gain'));
  const [up, down] = [moved[0], moved[moved.length - 1]];
  if (!up || !down || !(numberOf(up, 'rank_gain') > 0)) return [];
  const name = (row: Row) => panel.units.find(({ id }) => id === row.unit)?.name[lang] ?? textOf(row, 'unit');
  // Both ranks with their intervals, where there are any.
  const places = (row: Row) => {
    const root = result.nodes[0]!;
    const u = panel.units.findIndex(({ id }) => id === row.unit);
    const ends = [row.from_period, row.to_period].map((period) => {
      const rank = root.rank[panel.periods.indexOf(period as number) * panel.units.length + u] ?? Number.NaN;
      return { rank, interval: rankIntervals(result, root.node.id, period as number).get(`${row.unit}`) };
    });
    if (ends.every(({ interval }) => interval === undefined)) return '';
    const [from, to] = ends.map(({ rank, interval }) => rankText(rank, interval));
    return lang === 'zh' ? `，由 ${from} 至 ${to}` : `, from ${from} to ${to}`;
  };
  return [
    lang === 'zh'
      ? `名次上升最多的是${name(up)}（${numberOf(up, 'rank_gain')} 位${places(up)}），下降最多的是${name(down)}（${-numberOf(down, 'rank_gain')} 位${places(down)}）。`
      : `The most places were gained by ${name(up)} (${numberOf(up, 'rank_gain')}${places(up)}) and lost by ${name(down)} (${-numberOf(down, 'rank_gain')}${places(down)}).`,
  ];
}

function shapes(result: Result, lang: Lang): string[] {
  const found = [...byColumn(rootRows(result, 'trajectories'), 'shape')].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  if (found.length === 0 || result.panel.periods.length < 3) return [];
  const counts = found.map(([shape, rows]) => `${kindName(shape, lang)} ${rows.length}`);
  return [
    lang === 'zh'
      ? `演变类型（单元数）：${named(counts, lang, counts.length)}。`
      : `Trajectories (units): ${named(counts, lang, counts.length)}.`,
  ];
}

function drift(gap: Row | undefined, lang: Lang): string[] {
  const [from, to] = [numberOf(gap, 'sd_from'), numberOf(gap, 'sd_to')];
  if (Number.isNaN(from) || Number.isNaN(to)) return [];
  const kind = kindName(textOf(gap, 'drift'), lang);
  return [
    lang === 'zh'
      ? `单元间差距${kind}：得分标准差由 ${fixed(from, 4)} 变为 ${fixed(to, 4)}。`
      : `The gap between units is ${kind}: the standard deviation of the scores went from ${fixed(from, 4)} to ${fixed(to, 4)}.`,
  ];
}
