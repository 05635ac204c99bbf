import { statusCode } from '../core/panel.ts';
import { isNode, type Node } from '../core/tree.ts';
import { isSynthetic } from '../figures/figure.ts';
import type { Step } from '../study/choices.ts';
import type { Result } from '../study/result.ts';
import type { Snapshot, StepShown, TreeNode } from './snapshot.ts';

/** The columns of a result that the page shows. */
export function snapshot(result: Result, took: number): Snapshot {
  const { plan, panel, nodes, values, normalised, obstacles, filled, weights } = result;
  let [missing, imputed] = [0, 0];
  const indicators = plan.indicators.map(({ id, title, unit, direction }, i) => {
    const marks = filled.marks[i]!;
    const status = panel.columns.get(id)!.status.slice();
    for (let row = 0; row < marks.length; row++) {
      if (marks[row]! > 0) {
        status[row] = statusCode('imputed');
        imputed++;
      } else if (status[row] === 0) missing++;
    }
    const degrees = obstacles?.columns[obstacles.ids.indexOf(id)];
    return {
      id,
      title,
      ...(unit ? { unit } : {}),
      direction,
      values: values.columns[i]!,
      normalised: normalised.columns[i]!,
      ...(degrees ? { obstacle: degrees } : {}),
      status,
    };
  });
  const groupColumns = plan.study.units.groups;
  return {
    title: plan.study.title,
    isSynthetic: isSynthetic(result),
    units: panel.units.map(({ id, name, attributes }) => ({
      id,
      name,
      groups: groupColumns.map((column) => {
        const en = attributes.get(column) ?? '';
        return { en, zh: attributes.get(`${column}_zh`) || en };
      }),
    })),
    groupColumns,
    periods: [...panel.periods],
    tree: treeOf(plan.study.index),
    nodes: nodes.map(({ node, score, rank, grade, classes }) => ({
      ...{ id: node.id, title: node.title, score, rank, grade, classes },
      method: plan.aggregate.get(node.id)!.method.id,
    })),
    indicators,
    weights: weights.weights,
    steps: stepsOf(result),
    notes: result.notes.map(({ step, level, text }) => ({ step, level, text })),
    counts: { filled: imputed, missing },
    took,
  };
}

function treeOf(node: Node): TreeNode {
  return {
    id: node.id,
    title: node.title,
    children: node.children.map((child) =>
      isNode(child) ? treeOf(child) : { id: child.id, title: child.title },
    ),
  };
}

function stepsOf({ plan }: Result): StepShown[] {
  const root = plan.study.index.id;
  const chain: Step[] = [
    plan.impute,
    plan.treat,
    plan.normalise,
    plan.weight,
    plan.aggregate.get(root)!,
    plan.grade.get(root)!,
  ];
  return chain.map(({ stage, method, options }) => ({
    stage,
    id: method.id,
    title: method.title,
    formula: method.formula,
    sentence: method.describe(options),
    options: JSON.parse(JSON.stringify(options)),
    cite: [...method.cite],
  }));
}
