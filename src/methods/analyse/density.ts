import * as z from 'zod';
import type { Cell } from '../../core/data-table.ts';
import type { Note } from '../../core/note.ts';
import { BANDWIDTH_RULES, type BandwidthRule, bandwidthOf } from '../../core/statistics/bandwidth.ts';
import { densityModes } from '../../core/statistics/density-modes.ts';
import {
  type Density,
  densityAt,
  densityGrid,
  KERNELS,
  type Kernel,
} from '../../core/statistics/kernel-density.ts';
import { skewness } from '../../core/statistics/skewness.ts';
import type { Text } from '../../core/text.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';
import { noteOf } from './notes.ts';
import { checkScope, nodesOption, periodsOption, type Slice, slices } from './scope.ts';

/** Points of a curve, and how many bandwidths it reaches beyond the scores. */
const POINTS = 512;
const MARGIN = 3;
/** A bandwidth below this share of the scores' size is lost in their rounding. */
const LEAST = 1e-12;

export const density = method({
  id: 'density',
  stage: 'analyse',
  title: { en: 'Kernel density of scores', zh: '得分核密度' },
  about: {
    en: 'Distribution of the scores by period and node as a kernel density: 512 points from three bandwidths below the smallest to three above the largest score. density-peaks.csv has every mode, found to full precision between the points too; is_main marks the highest (of equal ones the first), and skewness (corrected for bias, as in Excel and SPSS) says which tail is longer: positive, the right one. Units without a score are left out and noted. A single score, and scores that are constant to 12 digits, have no bandwidth by rule and are noted without a curve; a fixed bandwidth serves them too. Where half of the scores agree so that the interquartile range is 0, silverman uses the standard deviation, with a note. Zeros and negative scores are values like others.',
    zh: '逐期逐节点的得分核密度：自最小得分以下三个带宽至最大得分以上三个带宽取 512 点。density-peaks.csv 列出全部峰，精确定位而不限于取点；is_main 标出主峰（并列取首个），skewness 为偏度（作偏差校正，同 Excel 与 SPSS），正值表示右尾较长。无得分的单元不计入并注明。仅一个得分或得分相同（12 位以内）时按规则无带宽，注明而不作曲线；固定带宽仍可用。四分位距为 0 时 silverman 改用标准差并注明。零与负值照常处理。',
  },
  formula:
    '\\hat f(x) = \\frac{1}{nh}\\sum_{i=1}^{n} K\\!\\left(\\frac{x-x_i}{h}\\right),\\quad h = 0.9\\,\\min\\!\\left(S,\\tfrac{IQR}{1.34}\\right) n^{-1/5}',
  cite: ['silverman1986', 'scott1992', 'yu2018'],
  options: z.strictObject({
    kernel: help(
      z.enum(KERNELS).default('gaussian'),
      'Kernel: gaussian, epanechnikov 3/4 (1 - t^2), triangular 1 - |t|, quartic 15/16 (1 - t^2)^2',
      '核函数：gaussian 高斯、epanechnikov 3/4 (1 - t²)、triangular 三角 1 - |t|、quartic 四次 15/16 (1 - t²)²',
    ),
    bandwidth: help(
      z
        .union([z.enum(BANDWIDTH_RULES), z.strictObject({ fixed: z.number().min(1e-12).max(1e12) })])
        .default('silverman'),
      'silverman: 0.9 min(S, IQR/1.34) n^(-1/5); silverman-sd: 0.9 S n^(-1/5); scott: 1.06 S n^(-1/5); as-printed: 0.9 S n^(-4/5), a misprint, with a warning; or fixed: h',
      'silverman：0.9 min(S, IQR/1.34) n^(-1/5)；silverman-sd：0.9 S n^(-1/5)；scott：1.06 S n^(-1/5)；as-printed：0.9 S n^(-4/5)（印刷错误，附警告）；或 fixed: h',
    ),
    periods: periodsOption,
    nodes: nodesOption,
  }),
  run(input, options) {
    const estimates = slices(input, options).map((slice) => estimate(slice, options));
    const drawn = estimates.filter((one) => one.curve !== undefined) as (Estimate & { curve: Density })[];
    return {
      tables: [
        {
          name: 'density',
          title: { en: 'Kernel density of scores', zh: '得分核密度' },
          columns: ['period', 'node', 'bandwidth', 'x', 'density'],
          rows: drawn.flatMap(({ slice, curve }) =>
            Array.from(densityGrid(curve, POINTS, MARGIN), (x): Cell[] => [
              slice.period,
              slice.node,
              curve.h,
              x,
              densityAt(curve, x),
            ]),
          ),
        },
        {
          name: 'density-peaks',
          title: { en: 'Peaks of the densities', zh: '核密度的峰' },
          columns: [
            'period',
            'node',
            'bandwidth',
            'count',
            'kernel',
            'peak',
            'x',
            'height',
            'is_main',
            'skewness',
          ],
          rows: drawn.flatMap(peakRows),
        },
      ],
      notes: notesOf(input.units, estimates, options.bandwidth),
    };
  },
  describe: ({ kernel, bandwidth }) => ({
    en: `The distribution of scores was estimated by kernel density with ${KERNEL_NAMES[kernel].en} kernel and ${ruleText(bandwidth).en}.`,
    zh: `得分分布以${KERNEL_NAMES[kernel].zh}核密度估计，${ruleText(bandwidth).zh}。`,
  }),
  check: checkScope,
  examples: [
    {
      title: { en: 'The peak of one score is the height of the kernel', zh: '单个得分的峰高即核函数高度' },
      source: 'Definition: f(x) = K(0) / h = 0.75 / 0.5.',
      input: {
        units: ['a'],
        periods: [2010],
        root: { id: 'index', title: { en: '', zh: '' }, children: [] },
        scores: { units: 1, periods: [2010], ids: ['index'], columns: [Float64Array.of(0.3)] },
        ranks: { units: 1, periods: [2010], ids: ['index'], columns: [Float64Array.of(1)] },
        values: { units: 1, periods: [2010], ids: [], columns: [] },
        normalised: { units: 1, periods: [2010], ids: [], columns: [] },
        weights: [],
        groups: new Map(),
        seed: 1,
      },
      options: { kernel: 'epanechnikov', bandwidth: { fixed: 0.5 } },
      expect: ({ tables }) => ({
        value: tables[1]!.rows[0]!.slice(6, 8) as number[],
        expected: [0.3, 1.5],
        tolerance: 1e-15,
      }),
    },
  ],
});

type Written = BandwidthRule | { fixed: number };

interface Estimate {
  slice: Slice;
  /** Undefined where there is no bandwidth. */
  curve?: Density;
  isFallback: boolean;
}

function estimate(slice: Slice, { kernel, bandwidth }: { kernel: Kernel; bandwidth: Written }): Estimate {
  const sorted = slice.scores.filter((score) => score === score).sort();
  const { h, isFallback } =
    typeof bandwidth === 'string'
      ? bandwidthOf(sorted, bandwidth)
      : { h: bandwidth.fixed, isFallback: false };
  const size = Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted[sorted.length - 1] ?? 0));
  if (sorted.length === 0 || !(h > LEAST * size)) return { slice, isFallback };
  return { slice, isFallback, curve: { sorted, h, kernel } };
}

function peakRows({ slice, curve }: Estimate & { curve: Density }): Cell[][] {
  const modes = densityModes(curve);
  const main = modes.reduce((best, mode) => (mode.height > best.height ? mode : best));
  const skew = skewness(Float64Array.from(curve.sorted));
  return modes.map((mode, i) => [
    slice.period,
    slice.node,
    curve.h,
    curve.sorted.length,
    curve.kernel,
    i + 1,
    mode.x,
    mode.height,
    mode === main ? 1 : 0,
    skew,
  ]);
}

const KERNEL_NAMES: Record<Kernel, Text> = {
  gaussian: { en: 'a Gaussian', zh: '高斯' },
  epanechnikov: { en: 'an Epanechnikov', zh: 'Epanechnikov ' },
  triangular: { en: 'a triangular', zh: '三角' },
  quartic: { en: 'a quartic (biweight)', zh: '四次（双权）' },
};

const RULES: Record<BandwidthRule, Text> = {
  silverman: {
    en: "Silverman's bandwidth h = 0.9 min(S, IQR/1.34) n^(-1/5)",
    zh: '带宽取 Silverman 规则 h = 0.9 min(S, IQR/1.34) n^(-1/5)',
  },
  'silverman-sd': { en: 'the bandwidth h = 0.9 S n^(-1/5)', zh: '带宽 h = 0.9 S n^(-1/5)' },
  scott: {
    en: 'the normal reference bandwidth h = 1.06 S n^(-1/5)',
    zh: '带宽取正态参照规则 h = 1.06 S n^(-1/5)',
  },
  'as-printed': {
    en: 'the bandwidth h = 0.9 S n^(-4/5) as printed in Yu et al. (2018)',
    zh: '带宽按 Yu 等（2018）所印 h = 0.9 S n^(-4/5)',
  },
};

function ruleText(bandwidth: Written): Text {
  if (typeof bandwidth === 'string') return RULES[bandwidth];
  return { en: `the fixed bandwidth h = ${bandwidth.fixed}`, zh: `固定带宽 h = ${bandwidth.fixed}` };
}

function notesOf(units: readonly string[], estimates: readonly Estimate[], bandwidth: Written): Note[] {
  const place = ({ slice }: Estimate) => `${slice.node} ${slice.period}`;
  const without = estimates.filter(({ curve }) => !curve).map(place);
  const fallback = estimates.filter(({ isFallback }) => isFallback).map(place);
  const leftOut = estimates.flatMap(({ slice }) =>
    units
      .filter((_, u) => Number.isNaN(slice.scores[u]!))
      .map((unit) => `${unit} ${slice.node} ${slice.period}`),
  );
  return [
    ...(bandwidth === 'as-printed' ? [MISPRINT] : []),
    ...noteOf('density/no-bandwidth', without, ({ en, zh }) => ({
      en: `No density where scores are missing, single or constant, or the bandwidth is lost in their rounding: ${en}.`,
      zh: `得分缺失、仅一个、相同，或带宽小于其舍入误差时没有核密度：${zh}。`,
    })),
    ...noteOf('density/no-interquartile-range', fallback, ({ en, zh }) => ({
      en: `The interquartile range is 0, so that the bandwidth is taken from the standard deviation: ${en}.`,
      zh: `四分位距为 0，带宽改由标准差计算：${zh}。`,
    })),
    ...noteOf('density/left-out', leftOut, ({ en, zh }) => ({
      en: `Units without a score are not in the density: ${en}.`,
      zh: `无得分的单元不计入核密度：${zh}。`,
    })),
  ];
}

const MISPRINT: Note = {
  code: 'density/misprinted-bandwidth',
  level: 'warning',
  text: {
    en: "The exponent of the bandwidth 0.9 S n^(-4/5) is a misprint: Silverman's is -1/5. With -4/5 the curve is far too rough and has a peak for almost every cluster of scores; bandwidth: silverman is the rule that was meant.",
    zh: '带宽 0.9 S n^(-4/5) 的指数为印刷错误：Silverman 的指数为 -1/5。按 -4/5 所得曲线过于粗糙，几乎每簇得分都成为峰；应使用 bandwidth: silverman。',
  },
};
