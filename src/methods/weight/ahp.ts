import * as z from 'zod';
import type { Note } from '../../core/note.ts';
import type { Complaint } from '../../core/problem.ts';
import { isNode, type Node, nodesOf } from '../../core/tree.ts';
import { type CheckContext, type Comparison, method } from '../method.ts';
import { byId, help } from '../options.ts';
import { groupMatrix, judge, type Matrix, suggestions } from './comparison-matrix.ts';
import { LARGEST_MATRIX, RANDOM_INDEX, type RandomIndex } from './random-index.ts';
import {
  type Comparisons,
  expertsOf,
  nodesOfComparisons,
  read,
  reciprocal,
  type Written,
} from './written-comparisons.ts';

/** A judgement: a number, or a fraction as people write it (`1/3`). */
const judgement = z.union([z.number(), z.string().regex(/^\d+(\.\d+)?\/\d+(\.\d+)?$/)]);
const matrix = z.array(z.array(judgement));
const expert = z.strictObject({
  name: z.string().min(1).optional(),
  weight: z.number().min(0).default(1).describe('Of this expert among all; 1 by default'),
});
const perNode = byId(z.union([matrix, z.array(matrix)]));

export const ahp = method({
  id: 'ahp',
  stage: 'weight',
  title: { en: 'Analytic hierarchy process', zh: '层次分析法' },
  about: {
    en: 'Weighs the children of every node by pairwise judgements: the principal eigenvector of the comparison matrix, multiplied down the tree. Several experts are joined by the element-wise geometric mean, in which each may have a weight. A consistency ratio of 0.1 or more is a warning that names the judgements worth revising; a matrix that is not positive and reciprocal is refused (rounded reciprocals such as 0.33 are made exact, with a note).',
    zh: '对每个节点的子项两两比较：取判断矩阵的主特征向量，逐层相乘。多位专家取元素几何平均，可为各专家设权重。一致性比率达到 0.1 时警告并指出最值得修改的判断；非正或不互反的矩阵不接受（0.33 之类的近似倒数取精确值并注明）。',
  },
  formula: 'A w = \\lambda_{\\max} w,\\quad CI = \\frac{\\lambda_{\\max}-n}{n-1},\\quad CR = \\frac{CI}{RI}',
  cite: ['saaty1980'],
  options: z.strictObject({
    comparisons: help(
      z.union([perNode, z.array(perNode).min(1)]),
      'One matrix per node, in the order of its children; a list of matrices, or a list of such maps, for several experts',
      '每个节点一个矩阵，按子项顺序；多位专家写成矩阵列表或映射列表',
    ),
    randomIndex: help(
      z.enum(Object.keys(RANDOM_INDEX) as [RandomIndex, ...RandomIndex[]]).default('saaty-1980'),
      'Table of random indices for the consistency ratio',
      '一致性比率所用的随机指标表',
    ),
    priority: help(
      z.enum(['eigenvector', 'geometric-mean', 'column-mean']).default('eigenvector'),
      'How weights are drawn from a matrix',
      '由矩阵求权重的方法',
    ),
    experts: help(
      z.array(expert).min(1).optional(),
      'Names and weights of the experts, in the order of their matrices; all count alike by default',
      '各专家的名称与权重，按其矩阵的顺序；默认同等计入',
    ),
  }),
  check: ({ comparisons, experts }, context) => [
    ...checkComparisons(comparisons, context),
    ...checkExperts(comparisons, experts),
  ],
  experts: ({ comparisons }) => {
    const counts = new Set(
      nodesOfComparisons(comparisons).map((node) => expertsOf(comparisons, node).length),
    );
    return counts.size === 1 ? [...counts][0]! : 0;
  },
  ofExperts: ({ comparisons, experts, ...rest }, chosen) => ({
    ...rest,
    ...(experts ? { experts: chosen.map((i) => experts[i]!) } : {}),
    comparisons: Object.fromEntries(
      nodesOfComparisons(comparisons).map((node) => {
        const all = expertsOf(comparisons, node);
        return [node, chosen.map((i) => all[i]!)];
      }),
    ),
  }),
  run({ root, indicators }, options) {
    const notes: Note[] = [];
    const comparisons: Comparison[] = [];
    const shares = new Map<string, number>();
    const descend = (node: Node, share: number) => {
      const weights = node.children.length === 1 ? [1] : weigh(node);
      node.children.forEach((child, i) => {
        if (isNode(child)) descend(child, share * weights[i]!);
        else shares.set(child.id, share * weights[i]!);
      });
    };
    const weigh = (node: Node) => {
      const experts = expertsOf(options.comparisons, node.id).map((written) => {
        const { matrix, isRounded } = reciprocal(written);
        if (isRounded) notes.push(rounded(node));
        return matrix;
      });
      const joined = groupMatrix(
        experts,
        options.experts?.map(({ weight }) => weight),
      );
      const judged = judge(joined, options.randomIndex, options.priority);
      comparisons.push({ node: node.id, ...judged });
      if (judged.consistencyRatio >= 0.1)
        notes.push(inconsistent(node, joined, judged.consistencyRatio, options.randomIndex));
      return judged.weights;
    };
    descend(root, 1);
    return {
      weights: [Float64Array.from(indicators, ({ id }) => shares.get(id)!)],
      details: {},
      comparisons,
      notes,
    };
  },
  sql: () => 'without data',
  describe: ({ randomIndex, priority }) => ({
    en: `Weights were determined by the analytic hierarchy process (${priority}; consistency against the random index of ${randomIndex}).`,
    zh: `权重由层次分析法确定（${priority === 'eigenvector' ? '特征向量法' : priority === 'geometric-mean' ? '几何平均法' : '和积法'}；随机一致性指标采用 ${randomIndex}）。`,
  }),
  examples: [],
});

function rounded(node: Node): Note {
  return {
    code: 'weight/ahp-rounded',
    level: 'note',
    text: {
      en: `Rounded reciprocals in the comparisons of ${node.id} were made exact.`,
      zh: `${node.id} 判断矩阵中的近似倒数已取精确值。`,
    },
  };
}

function inconsistent(node: Node, joined: Matrix, ratio: number, table: RandomIndex): Note {
  const names = node.children.map((child) => child.id);
  const advice = suggestions(joined, table).map(
    ({ row, column, given, better, consistencyRatio }) =>
      `${names[row]} : ${names[column]} = ${short(given)} -> ${short(better)} (CR ${consistencyRatio.toFixed(3)})`,
  );
  return {
    code: 'weight/ahp-inconsistent',
    level: 'warning',
    text: {
      en: `The judgements of ${node.id} contradict each other: CR = ${ratio.toFixed(3)}, accepted below 0.1. Revising one of these would help most: ${advice.join('; ')}.`,
      zh: `${node.id} 的判断相互矛盾：CR = ${ratio.toFixed(3)}（应小于 0.1）。修改以下判断之一最有帮助：${advice.join('；')}。`,
    },
    items: advice,
  };
}

function short(value: number): string {
  return value >= 1 ? String(Number(value.toPrecision(3))) : `1/${Number((1 / value).toPrecision(3))}`;
}

function checkComparisons(comparisons: Comparisons | Comparisons[], { root }: CheckContext): Complaint[] {
  const nodes = nodesOf(root);
  const known = new Set(nodes.map((node) => node.id));
  const complaints: Complaint[] = [];
  for (const id of (Array.isArray(comparisons) ? comparisons : [comparisons]).flatMap(Object.keys)) {
    if (!known.has(id)) {
      complaints.push({
        code: 'study/unknown-node',
        path: ['comparisons', id],
        saw: { en: `comparisons for ${id}`, zh: `${id} 的判断矩阵` },
        why: { en: 'the index has no node of this id', zh: '指标体系中没有该节点' },
        fix: { en: `use one of ${[...known].join(', ')}`, zh: `应为 ${[...known].join('、')} 之一` },
      });
    }
  }
  for (const node of nodes) {
    if (node.children.length < 2) continue;
    const experts = expertsOf(comparisons, node.id);
    if (experts.length === 0)
      complaints.push(complaint(node, 'weight/ahp-missing', 'no comparison matrix', '缺少判断矩阵'));
    for (const written of experts) complaints.push(...checkMatrix(node, written));
  }
  return complaints;
}

/** Weights belong to experts by their place, so that every node needs a matrix of each. */
function checkExperts(
  comparisons: Comparisons | Comparisons[],
  experts: readonly { weight: number }[] | undefined,
): Complaint[] {
  if (!experts) return [];
  const complaints: Complaint[] = [];
  const fix = {
    en: 'give every node one matrix of each expert, or remove experts',
    zh: '请为每个节点给出每位专家的一个矩阵，或删除 experts',
  };
  for (const node of nodesOfComparisons(comparisons)) {
    const count = expertsOf(comparisons, node).length;
    if (count === experts.length) continue;
    complaints.push({
      code: 'weight/ahp-experts',
      path: ['comparisons', node],
      saw: {
        en: `${count} matrices of ${node} for ${experts.length} experts`,
        zh: `${node} 有 ${count} 个矩阵，而专家有 ${experts.length} 位`,
      },
      why: { en: 'it is not clear whose judgement is whose', zh: '无法确定各判断属于哪位专家' },
      fix,
    });
  }
  if (!experts.some(({ weight }) => weight > 0))
    complaints.push({
      code: 'weight/ahp-experts',
      path: ['experts'],
      saw: { en: 'experts who all have the weight 0', zh: '所有专家的权重均为 0' },
      why: { en: 'nobody would be heard', zh: '没有任何判断被采用' },
      fix: { en: 'give at least one a weight above 0', zh: '请至少给一位大于 0 的权重' },
    });
  return complaints;
}

function checkMatrix(node: Node, written: Written): Complaint[] {
  const n = node.children.length;
  if (written.length !== n || written.some((row) => row.length !== n)) {
    const size = `${written.length} x ${written[0]?.length ?? 0}`;
    return [
      complaint(
        node,
        'weight/ahp-size',
        `a matrix of ${size}, but ${n} children`,
        `矩阵为 ${size}，而子项有 ${n} 个`,
      ),
    ];
  }
  if (n > LARGEST_MATRIX) {
    return [
      complaint(
        node,
        'weight/ahp-size',
        `${n} children, more than the ${LARGEST_MATRIX} that random indices are known for`,
        `${n} 个子项，超过随机指标表的 ${LARGEST_MATRIX} 阶`,
      ),
    ];
  }
  const names = node.children.map((child) => child.id);
  const complaints: Complaint[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const forth = read(written[i]![j]!);
      const back = read(written[j]![i]!);
      const pair = `${names[i]} : ${names[j]} = ${written[i]![j]}, ${names[j]} : ${names[i]} = ${written[j]![i]}`;
      const isPositive = forth > 0 && back > 0 && Number.isFinite(forth) && Number.isFinite(back);
      // Two or three written digits of a reciprocal are within 3 %; anything further is another judgement.
      if (!isPositive || Math.abs(forth * back - 1) > (i === j ? 1e-9 : 0.03)) {
        complaints.push(complaint(node, 'weight/ahp-not-reciprocal', pair, pair));
      }
    }
  }
  return complaints;
}

function complaint(node: Node, code: string, en: string, zh: string): Complaint {
  return {
    code,
    path: ['comparisons', node.id],
    saw: { en, zh },
    why: {
      en: 'each node with two or more children needs one positive square matrix in which a(j, i) = 1 / a(i, j) and the diagonal is 1',
      zh: '有两个以上子项的节点需要一个正的方阵，满足 a(j, i) = 1 / a(i, j) 且对角线为 1',
    },
    fix: {
      en: `write the ${node.children.length} x ${node.children.length} matrix of ${node.id} in the order ${node.children.map((child) => child.id).join(', ')}`,
      zh: `按 ${node.children.map((child) => child.id).join('、')} 的顺序写出 ${node.id} 的 ${node.children.length} 阶矩阵`,
    },
  };
}
