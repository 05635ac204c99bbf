import * as z from 'zod';
import { solve } from '../../core/linalg/solve.ts';
import { pow } from '../../core/math/pow.ts';
import type { Note } from '../../core/note.ts';
import { sum } from '../../core/statistics/sum.ts';
import { method } from '../method.ts';
import { help } from '../options.ts';

type Rule = 'multiplicative' | 'linear' | 'geometric' | 'game';

export const combined = method({
  id: 'combined',
  stage: 'weight',
  title: { en: 'Combined weights', zh: '组合赋权' },
  about: {
    en: 'Combines the weights of several methods: by their product, a weighted mean, their geometric mean (which minimises relative entropy), or the game-theory compromise. An indicator with weight 0 in one part gets 0 under the product and the geometric mean, with a warning.',
    zh: '组合多种方法的权重：乘法、线性、几何平均（最小相对熵）或博弈论组合。乘法与几何平均下，任一部分权重为 0 的指标结果为 0，并给出警告。',
  },
  formula:
    'w_j = \\frac{\\prod_k w_{kj}}{\\sum_i\\prod_k w_{ki}}\\ \\text{(multiplicative)},\\quad w_j = \\sum_k\\alpha_k w_{kj}\\ \\text{(linear, game)}',
  cite: ['zavadskas2016'],
  options: z.strictObject({
    of: help(
      z.array(z.unknown()).min(2),
      'The weight methods to combine, each as one word or a map with its options',
      '参与组合的赋权方法，各为方法名或带选项的映射',
    ),
    rule: help(
      z.enum(['multiplicative', 'linear', 'geometric', 'game']).default('multiplicative'),
      'How they are combined',
      '组合规则',
    ),
    alpha: help(
      z.union([z.number().min(0).max(1), z.array(z.number().min(0))]).default(0.5),
      'Linear rule: share of the first of two methods, or the shares of all',
      '线性规则：两种方法中第一种的份额，或各方法的份额',
    ),
  }),
  parts: ({ of }) => of,
  check({ of, rule, alpha }) {
    if (rule !== 'linear') return [];
    const shares = typeof alpha === 'number' ? [alpha, 1 - alpha] : alpha;
    if (shares.length === of.length && Math.abs(sum(shares) - 1) < 1e-9) return [];
    return [
      {
        code: 'weight/shares',
        path: ['alpha'],
        saw: {
          en: `alpha ${JSON.stringify(alpha)} for ${of.length} methods`,
          zh: `${of.length} 种方法的 alpha 为 ${JSON.stringify(alpha)}`,
        },
        why: {
          en: 'the linear rule needs one share per method, summing to 1',
          zh: '线性规则需要每种方法一个份额且合计为 1',
        },
        fix: {
          en: `write ${of.length} shares that sum to 1, e.g. [${of.map(() => (1 / of.length).toFixed(2)).join(', ')}]`,
          zh: `写出 ${of.length} 个合计为 1 的份额`,
        },
      },
    ];
  },
  run({ parts, indicators }, { rule, alpha }) {
    const scopes = Math.max(...parts.map((part) => part.weights.length));
    const shares: Float64Array[] = [];
    const weights = Array.from({ length: scopes }, (_, s) => {
      const vectors = parts.map((part) => part.weights[part.weights.length === 1 ? 0 : s]!);
      const found = combine(vectors, rule, alpha);
      if (found.shares) shares.push(Float64Array.from(found.shares));
      return found.weights;
    });
    const details: Record<string, Float64Array[]> = shares.length > 0 ? { share: shares } : {};
    parts.forEach((part, k) => {
      details[`part${k + 1}`] = part.weights;
    });
    const comparisons = parts.flatMap((part) => part.comparisons ?? []);
    const notes: Note[] = parts.flatMap((part) => part.notes);
    const lost = indicators.filter((_, j) =>
      parts.some((part) => part.weights.some((vector) => vector[j] === 0)),
    );
    if (lost.length > 0 && (rule === 'multiplicative' || rule === 'geometric')) {
      notes.push({
        code: 'weight/combined-zero',
        level: 'warning',
        text: {
          en: `Weight 0 in one part makes the combined weight 0: ${lost.map(({ id }) => id).join(', ')}.`,
          zh: `任一部分权重为 0 使组合权重为 0：${lost.map(({ id }) => id).join('、')}。`,
        },
        items: lost.map(({ id }) => id),
      });
    }
    return { weights, details, notes, ...(comparisons.length > 0 ? { comparisons } : {}) };
  },
  sql: () => 'without data',
  describe: ({ rule }) => {
    const zh = { multiplicative: '乘法合成', linear: '线性加权', geometric: '几何平均', game: '博弈论' }[
      rule
    ];
    const en = {
      multiplicative: 'by their product',
      linear: 'by a weighted mean',
      geometric: 'by their geometric mean',
      game: 'by the game-theory rule',
    }[rule];
    return { en: `Weights of several methods were combined ${en}.`, zh: `组合权重采用${zh}法。` };
  },
  examples: [
    {
      title: { en: 'Game theory, two vectors', zh: '博弈论组合，两组权重' },
      source: 'closed form: equal parts give the part itself',
      input: {
        normalised: { units: 0, periods: [], ids: [], columns: [] },
        raw: { units: 0, periods: [], ids: [], columns: [] },
        root: { id: 'index', title: { en: '', zh: '' }, children: [] },
        indicators: [],
        parts: [
          { weights: [Float64Array.of(0.5, 0.3, 0.2)], details: {}, notes: [] },
          { weights: [Float64Array.of(0.2, 0.3, 0.5)], details: {}, notes: [] },
        ],
      },
      options: { of: ['equal', 'equal'], rule: 'game' },
      expect: ({ weights }) => ({ value: weights[0]!, expected: [0.35, 0.3, 0.35], tolerance: 1e-12 }),
    },
  ],
});

/** Combines vectors of the same length; the result sums to 1. */
function combine(
  vectors: readonly Float64Array[],
  rule: Rule,
  alpha: number | number[],
): { weights: Float64Array; shares?: number[] } {
  const first = vectors[0]!;
  if (rule === 'linear' || rule === 'game') {
    const shares =
      rule === 'game' ? compromise(vectors) : typeof alpha === 'number' ? [alpha, 1 - alpha] : alpha;
    return {
      weights: toOne(first.map((_, j) => sum(vectors.map((vector, k) => shares[k]! * vector[j]!)))),
      shares,
    };
  }
  const product = first.map((_, j) => vectors.reduce((so, vector) => so * vector[j]!, 1));
  if (rule === 'multiplicative') return { weights: toOne(product) };
  return { weights: toOne(product.map((value) => nthRoot(value, vectors.length))) };
}

function toOne(values: Float64Array): Float64Array {
  const total = sum(values);
  return values.map((value) => value / total);
}

/** Shares that bring the combination closest to every part: [w_k . w_l] s = [w_k . w_k], then |s| scaled to sum 1. */
function compromise(vectors: readonly Float64Array[]): number[] {
  const dot = (a: Float64Array, b: Float64Array) => sum(a.map((value, j) => value * b[j]!));
  const found = solveOrEqual(
    vectors.map((a) => vectors.map((b) => dot(a, b))),
    vectors.map((a) => dot(a, a)),
  );
  const sizes = found.map(Math.abs);
  const total = sum(sizes);
  return sizes.map((size) => size / total);
}

/** Identical parts make the system singular; any shares then give the same weights, so they are taken equal. */
function solveOrEqual(matrix: number[][], right: number[]): number[] {
  try {
    return [...solve(matrix, right)];
  } catch {
    return right.map(() => 1);
  }
}

function nthRoot(value: number, n: number): number {
  return n === 2 ? Math.sqrt(value) : value === 0 ? 0 : pow(value, 1 / n);
}
