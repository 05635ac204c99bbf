import type { Text } from './text.ts';

/** Whether more of it is better (benefit) or worse (cost). */
export type Direction = 'benefit' | 'cost';

/** Kilometres along the geodesic to the nearest of what is named: units, or the places of a list. */
export interface Distance {
  to: readonly string[];
  along: 'geodesic' | 'great-circle';
}

/** Values of the neighbouring countries of a unit, combined. */
export interface Neighbours {
  file: string;
  key: string;
  period?: string | undefined;
  value: string;
  combine: 'mean' | 'min' | 'max' | 'sum';
  missing: readonly string[];
  licence?: string | undefined;
  cite?: string | undefined;
}

/** Points for the conditions that hold for a unit in a period. */
export interface Conditions {
  file: string;
  unit?: string | undefined;
  condition: string;
  from: string;
  to?: string | undefined;
  points?: string | undefined;
  licence?: string | undefined;
  cite?: string | undefined;
}

/** How a column is made while a study is assembled, where it is neither measured nor a formula: one of these at most. */
export interface Construction {
  distance?: Distance;
  neighbours?: Neighbours;
  conditions?: Conditions;
}

/** Another unit of measurement: by name, or by the factor alone. */
export type Convert = { from: string; to: string } | { factor: number };

/** Money in the prices of one period, by a price index among the variables. */
export interface Deflate {
  by: string;
  base: number;
  form: 'previous' | 'fixed';
  scope: 'unit' | 'national';
}

/** A value per so many of another variable, or in percent of it. */
export interface Denominate {
  by: string;
  per: number | 'share';
}

/** What is done to the values of a variable before they are used, in this order. */
export interface Adjustments {
  convert?: Convert;
  deflate?: Deflate;
  denominate?: Denominate;
}

/** What is known of the error of measurement: a standard deviation, or one that is a share of each value. */
export type MeasurementError = { share: number } | { sd: number };

/** A measured or derived column, a leaf of the index. */
export interface Indicator extends Construction, Adjustments {
  id: string;
  title: Text;
  unit?: Text;
  direction: Direction;
  formula?: string;
  error?: MeasurementError;
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
