import { roundToSum } from '../../core/statistics/largest-remainder.ts';
import { hasOpenJump } from '../../study/data-audit/read.ts';
import type { Result } from '../../study/result.ts';
import { resultTables } from '../../study/tables.ts';
import { rankIntervals, rankText } from '../../study/uncertainty/rank-intervals.ts';
import { columns, heading } from '../text.ts';

/** Units shown at each end of the ranking, and weights shown. */
const ENDS = 5;
const WEIGHTS = 8;

/** What a run found, short enough for a terminal. */
export function summary(result: Result, folder: string, lang: 'en' | 'zh'): string {
  const zh = lang === 'zh';
  const { panel, plan, nodes } = result;
  const root = nodes[0]!;
  const last = panel.periods.length - 1;
  const base = last * panel.units.length;
  const intervals = rankIntervals(result, root.node.id, panel.periods[last]!);
  const ranked = panel.units
    .map((unit, u) => ({ unit, row: base + u }))
    .filter(({ row }) => !Number.isNaN(root.score[row]!))
    .sort((a, b) => root.rank[a.row]! - root.rank[b.row]!);
  const line = ({ unit, row }: (typeof ranked)[number]) => {
    const label = root.classes[root.grade[row]! - 1]?.label?.[lang];
    return [
      rankText(root.rank[row]!, intervals.get(unit.id)),
      unit.name[lang],
      root.score[row]!.toFixed(4),
      label ?? `${root.grade[row]}`,
    ];
  };
  const few = ranked.length <= 2 * ENDS;
  const shown = few
    ? ranked.map(line)
    : [...ranked.slice(0, ENDS).map(line), ['…', '', '', ''], ...ranked.slice(-ENDS).map(line)];
  const vector = result.weights.weights[result.weights.weights.length - 1]!;
  const printed = roundToSum(vector, 4);
  const heaviest = plan.indicators
    .map((indicator, i) => ({ indicator, weight: printed[i]! }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, WEIGHTS);
  const warnings = result.notes.filter((note) => note.level === 'warning');
  const files = [
    ...resultTables(result).map(({ name }) => `${name}.csv`),
    'tables.xlsx',
    'figures/',
    'report.html',
    'manifest.json',
  ];
  return [
    `${plan.study.title[lang]}`,
    ...(hasOpenJump(result) ? [zh ? '! 计量单位跳变未处理' : '! unresolved unit jump'] : []),
    zh
      ? `${panel.units.length} 个单元 · ${panel.periods.length} 个时期（${panel.periods.join('、')}）· ${plan.indicators.length} 项指标`
      : `${panel.units.length} units, ${panel.periods.length} period(s) (${panel.periods.join(', ')}), ${plan.indicators.length} indicators`,
    heading(
      zh
        ? `${root.node.title.zh} ${panel.periods[last]}：排名`
        : `${root.node.title.en}, ${panel.periods[last]}: ranking`,
    ),
    columns(shown, ['right', 'left', 'right', 'left']),
    heading(zh ? '等级' : 'Grades'),
    columns(
      root.classes.map((one) => [
        `${one.grade}`,
        one.label?.[lang] ?? '',
        `${one.lower.toFixed(4)} – ${one.upper.toFixed(4)}`,
        `${one.count}`,
      ]),
      ['right', 'left', 'left', 'right'],
    ),
    heading(zh ? `权重（最大的 ${heaviest.length} 项）` : `Weights (the ${heaviest.length} largest)`),
    columns(
      heaviest.map(({ indicator, weight }) => [indicator.id, indicator.title[lang], weight.toFixed(4)]),
      ['left', 'left', 'right'],
    ),
    ...(result.notes.length > 0
      ? [
          heading(
            zh
              ? `说明（${result.notes.length} 条，其中警告 ${warnings.length} 条）`
              : `Notes (${result.notes.length}, of them ${warnings.length} warning(s))`,
          ),
        ]
      : []),
    ...[...warnings, ...result.notes.filter((note) => note.level !== 'warning')]
      .slice(0, 6)
      .map((note) => `  ${note.level === 'warning' ? '!' : '·'} ${note.text[lang]}`),
    ...(result.notes.length > 6 ? [zh ? `  其余见 report.html` : '  the rest in report.html'] : []),
    heading(zh ? '结果' : 'Results'),
    `  ${folder}/`,
    `  ${files.join('  ')}`,
    '',
  ].join('\n');
}
