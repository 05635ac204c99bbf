import { bestOf, type Compared } from '../../study/imputation/compare.ts';
import { columns, heading } from '../text.ts';

/** Every imputation that applies with its error at hidden cells, and which has the least; nothing without gaps. */
export function imputationLines(all: readonly Compared[], lang: 'en' | 'zh'): string[] {
  if (all.length === 0) return [];
  const zh = lang === 'zh';
  const percent = (share: number) => (Number.isNaN(share) ? '–' : (100 * share).toFixed(1));
  const best = bestOf(all);
  const indicators = all[0]!.errors.length;
  return [
    heading(zh ? '插补方法比较（隐藏已知单元格）' : 'Imputations compared (known cells hidden)'),
    columns(
      [
        zh
          ? ['方法', '误差（占极差 %）', '可补 %', '最差指标', '']
          : ['method', 'error (% of range)', 'filled %', 'worst indicator', ''],
        ...all.map((one) => [
          one.label,
          percent(one.nrmse),
          percent(one.compared / one.hidden),
          worstOf(one, percent),
          one.isOwn ? (zh ? '本研究' : "the study's own") : '',
        ]),
      ],
      ['left', 'right', 'right', 'left', 'left'],
    ),
    zh
      ? `  ${indicators} 项有缺失指标的 RMSE 与极差之比的均值；每项最多隐藏 200 个单元格，逐个进行。实际缺口较长时更难补。`
      : `  Mean over the ${indicators} indicator(s) with gaps of RMSE over range; at most 200 cells of each hidden, one at a time. Longer gaps are harder.`,
    best
      ? zh
        ? `  误差最小：${best.label}${best.isOwn ? '（本研究所用）' : ''}。`
        : `  Least error: ${best.label}${best.isOwn ? " (the study's own)" : ''}.`
      : zh
        ? '  没有一种方法能在所有指标上比较。'
        : '  No method can be compared on every indicator.',
  ];
}

function worstOf({ errors }: Compared, percent: (share: number) => string): string {
  const known = errors.filter(({ nrmse }) => !Number.isNaN(nrmse));
  if (known.length === 0) return '–';
  const { id, nrmse } = known.reduce((worst, one) => (one.nrmse > worst.nrmse ? one : worst));
  return `${id} ${percent(nrmse)}`;
}
