import type { Text } from './text.ts';

/** Whether more of it is better (benefit) or worse (cost). */
export type Direction = 'benefit' | 'cost';

/** A measured or derived column, a leaf of the index. */
export interface Indicator {
  id: string;
  title: Text;
  unit?: Text;
  direction: Direction;
  formula?: string;
}

/** A scored branch of the index: the root, a dimension, a criterion. */
export interface Node {
  id: string;
  title: Text;
  children: readonly (Node | Indicator)[];
}

export function isNode(child: Node | Indicator): child is Node {
  return 'children' in child;
}

/** Every indicator below a node, in study order. */
export function indicatorsOf(node: Node): Indicator[] {
  return node.children.flatMap((child) => (isNode(child) ? indicatorsOf(child) : [child]));
}

/** The node and every node below it, parents first. */
export function nodesOf(node: Node): Node[] {
  return [node, ...node.children.flatMap((child) => (isNode(child) ? nodesOf(child) : []))];
}

/** The child of the root that each indicator belongs to; an indicator directly under the root belongs to the root. */
export function dimensionOf(root: Node): Map<string, Node> {
  const dimensions = new Map<string, Node>();
  for (const child of root.children) {
    if (!isNode(child)) dimensions.set(child.id, root);
    else for (const indicator of indicatorsOf(child)) dimensions.set(indicator.id, child);
  }
  return dimensions;
}
