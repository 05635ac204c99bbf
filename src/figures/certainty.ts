import * as z from 'zod';
import type { NodeResult, Result } from '../study/result.ts';
import { percent } from '../study/uncertainty/describe.ts';
import { gradeCertainty, HOLDS } from '../study/uncertainty/grade-certainty.ts';
import { element } from './svg.ts';

/** Whether a map marks uncertain grades, or from which share of the replicates on a grade counts as certain. */
export const certaintyOption = z
  .union([z.boolean(), z.number().gt(0).max(1)])
  .default(true)
  .meta({
    description:
      'dots over units whose grade holds in less than this share of the replicates; true = 0.8, false = none',
    zh: '在少于该比例的重复中保持等级的单元上加点；true 即 0.8，false 为不标',
  });

/** What is marked on the maps of a node. */
export interface Certainty {
  threshold: number;
  isUncertain(row: number): boolean;
  /** The share of the replicates that keep the grade of a row; NaN = no grade. */
  share(row: number): number;
}

/** Undefined where nothing is to be marked, or nothing is known. */
export function certaintyOf(
  result: Result,
  node: NodeResult,
  asked: boolean | number,
): Certainty | undefined {
  if (asked === false) return undefined;
  const shares = gradeCertainty(result, node);
  if (!shares) return undefined;
  const threshold = asked === true ? HOLDS : asked;
  return {
    threshold,
    isUncertain: (row) => shares[row]! < threshold,
    share: (row) => shares[row]!,
  };
}

export const UNCERTAIN = 'url(#uncertain)';
const STEP = 6;

/** Ringed dots, to be seen on light and on dark grounds, and in no way like the lines of what has no data. */
export function dots(): string {
  const [far, near] = [(3 * STEP) / 4, STEP / 4];
  return element(
    'defs',
    {},
    element(
      'pattern',
      { id: 'uncertain', width: STEP, height: STEP, patternUnits: 'userSpaceOnUse' },
      dot(near, near),
      dot(far, far),
    ),
  );
}

/** One of the dots, where a shape is too small for the pattern to be sure to hit it. */
export function dot(x: number, y: number): string {
  return element('circle', {
    cx: x,
    cy: y,
    r: 1.05,
    fill: '#ffffff',
    stroke: '#26323b',
    'stroke-width': '0.55',
  });
}

/** Entry of the legend, with how many unit-periods are marked. */
export function certaintyText(threshold: number, count: number, lang: 'en' | 'zh'): string {
  return lang === 'zh'
    ? `等级在不足 ${percent(threshold)}% 的重复中保持（${count}）`
    : `grade holds in less than ${percent(threshold)} % of the replicates (${count})`;
}

/** How many units of a period are marked, for the description in words; empty where nothing is known. */
export function certaintyWords(
  result: Result,
  node: NodeResult,
  asked: boolean | number,
  lang: 'en' | 'zh',
  p = result.panel.periods.length - 1,
): string {
  const certainty = certaintyOf(result, node, asked);
  if (!certainty) return '';
  const { units } = result.panel;
  const from = p * units.length;
  const graded = units.filter((_, u) => !Number.isNaN(certainty.share(from + u))).length;
  const count = units.filter((_, u) => certainty.isUncertain(from + u)).length;
  const share = percent(certainty.threshold);
  return lang === 'zh'
    ? `${graded} 个单元中 ${count} 个的等级不确定（在不足 ${share}% 的重复中保持），以点标示。`
    : ` The grade of ${count} of ${graded} units is uncertain (it holds in less than ${share} % of the replicates) and marked by dots.`;
}
