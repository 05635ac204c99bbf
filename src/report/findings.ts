import { rankedUnits } from '../figures/figure.ts';
import { fixed } from '../figures/format.ts';
import type { NodeResult, Result } from '../study/result.ts';
import { changeFindings } from './change-findings.ts';
import { groupFindings } from './group-findings.ts';
import { multiverseFindings } from './multiverse-findings.ts';
import { opportunityFindings } from './opportunity-findings.ts';
import { placeFindings } from './order-findings.ts';
import { densityFindings, inequalityFindings, trendFindings } from './shape-findings.ts';
import { uncertaintyFindings } from './uncertainty-findings.ts';

/** Who leads, who trails, how the mean moved and what holds units back most: the report's first paragraph. */
export function findings(result: Result, lang: 'en' | 'zh'): string[] {
  const { panel, plan } = result;
  const zh = lang === 'zh';
  const root = result.nodes[0]!;
  const last = panel.periods.length - 1;
  const ranked = rankedUnits(result, root, last);
  if (ranked.length === 0) return [zh ? '没有单元获得得分。' : 'No unit has a score.'];
  const named = (list: typeof ranked) =>
    list.map(({ unit }) => panel.units[unit]!.name[lang]).join(zh ? '、' : ', ');
  const sentences = [
    zh
      ? `${panel.periods[last]} 年共有 ${ranked.length} 个单元按 ${plan.indicators.length} 项指标计分，得分 ${fixed(root.score[ranked[ranked.length - 1]!.row]!, 3)} 至 ${fixed(root.score[ranked[0]!.row]!, 3)}。`
      : `In ${panel.periods[last]}, ${ranked.length} units were scored on ${plan.indicators.length} indicators, from ${fixed(root.score[ranked[ranked.length - 1]!.row]!, 3)} to ${fixed(root.score[ranked[0]!.row]!, 3)}.`,
  ];
  const ends = Math.min(3, Math.floor(ranked.length / 2));
  if (ends > 0) {
    sentences.push(
      zh
        ? `最高的是${named(ranked.slice(0, ends))}，最低的是${named(ranked.slice(-ends).reverse())}。`
        : `Highest: ${named(ranked.slice(0, ends))}; lowest: ${named(ranked.slice(-ends).reverse())}.`,
    );
  }
  sentences.push(...placeFindings(result, ranked, lang));
  if (last > 0) sentences.push(meanChange(result, root, zh));
  const obstacle = commonObstacle(result, last, lang);
  if (obstacle) sentences.push(obstacle);
  return sentences;
}

/** The first sentence of what each analysis found. */
export function headlines(result: Result, lang: 'en' | 'zh'): string[] {
  return [
    groupFindings,
    changeFindings,
    densityFindings,
    trendFindings,
    opportunityFindings,
    inequalityFindings,
    uncertaintyFindings,
    multiverseFindings,
  ].flatMap((found) => found(result, lang).slice(0, 1));
}

function meanChange({ panel }: Result, { score }: NodeResult, zh: boolean): string {
  const mean = (p: number) => {
    const seen = [...score.subarray(p * panel.units.length, (p + 1) * panel.units.length)].filter(
      (value) => !Number.isNaN(value),
    );
    return seen.reduce((sum, value) => sum + value, 0) / seen.length;
  };
  const last = panel.periods.length - 1;
  const before = mean(0);
  const after = mean(last);
  const [from, to] = [panel.periods[0], panel.periods[last]];
  return zh
    ? `平均得分由 ${from} 年的 ${fixed(before, 4)} 变为 ${to} 年的 ${fixed(after, 4)}。`
    : `The mean score went from ${fixed(before, 4)} in ${from} to ${fixed(after, 4)} in ${to}.`;
}

/** The indicator that is the largest obstacle of the most units. */
function commonObstacle(
  { obstacles, panel, plan }: Result,
  p: number,
  lang: 'en' | 'zh',
): string | undefined {
  if (!obstacles) return undefined;
  const counts = new Map<number, number>();
  for (let unit = 0; unit < panel.units.length; unit++) {
    const degrees = obstacles.columns.map((column) => column[p * panel.units.length + unit]!);
    const largest = degrees.reduce((best, degree, c) => (degree > (degrees[best] ?? 0) ? c : best), -1);
    if (largest >= 0) counts.set(largest, (counts.get(largest) ?? 0) + 1);
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!first) return undefined;
  const title = plan.indicators[first[0]]!.title[lang];
  return lang === 'zh'
    ? `最常见的首要障碍是“${title}”（${first[1]} 个单元）。`
    : `What holds back most units is ${title} (the largest obstacle of ${first[1]}).`;
}
