import { recordsOf } from '../study/analyse.ts';
import type { Result } from '../study/result.ts';
import { byColumn, type Row, textOf } from './cells.ts';

type Lang = 'en' | 'zh';

/** What holds most units back in the last period, by dimension and criterion, and for how many this changed. */
export function obstacleFindings(result: Result, lang: Lang): string[] {
  const last = result.panel.periods[result.panel.periods.length - 1]!;
  const types = recordsOf(result, 'obstacle-types').filter(({ period }) => period === last);
  return [
    ...[...byColumn(types, 'level')].flatMap(([level, rows]) => commonest(result, level, rows, last, lang)),
    ...topIndicators(result, last, lang),
  ];
}

function titleOf({ nodes, plan }: Result, id: string, lang: Lang): string {
  const node = nodes.find((one) => one.node.id === id)?.node;
  return (node ?? plan.indicators.find((one) => one.id === id))?.title[lang] ?? id;
}

function commonest(
  result: Result,
  level: string,
  rows: readonly Row[],
  period: number,
  lang: Lang,
): string[] {
  const counts = [...byColumn(rows, 'node')].sort(([, a], [, b]) => b.length - a.length);
  const [most] = counts;
  if (!most) return [];
  const [title, own] = [titleOf(result, most[0], lang), most[1].length];
  const shifted = rows.filter((row) => textOf(row, 'shifted_from') !== '').length;
  if (lang === 'zh') {
    const name = level === 'dimension' ? '维度' : level === 'criterion' ? '准则' : level;
    return [
      `${period} 年制约单元最多的${name}是“${title}”（${rows.length} 个单元中的 ${own} 个）${shifted > 0 ? `，${shifted} 个单元的主要制约${name}较上期改变` : ''}。`,
    ];
  }
  return [
    `In ${period} the ${level} that holds back most units is ${title} (${own} of ${rows.length})${shifted > 0 ? `; for ${shifted} of them it was another the period before` : ''}.`,
  ];
}

function topIndicators(result: Result, period: number, lang: Lang): string[] {
  const rows = recordsOf(result, 'obstacle-tops')
    .filter((row) => row.period === period && row.node === '*' && (row.count as number) > 0)
    .sort((a, b) => (b.count as number) - (a.count as number))
    .slice(0, 3);
  if (rows.length === 0) return [];
  const said = rows.map((row) =>
    lang === 'zh'
      ? `${titleOf(result, textOf(row, 'indicator'), lang)}（${row.count}）`
      : `${titleOf(result, textOf(row, 'indicator'), lang)} (${row.count})`,
  );
  return [
    lang === 'zh'
      ? `最常见的首要障碍（单元数）：${said.join('、')}。`
      : `Most often the largest obstacle (units): ${said.join(', ')}.`,
  ];
}
