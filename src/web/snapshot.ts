import type { Text } from '../core/text.ts';
import type { Direction } from '../core/tree.ts';
import type { GradeClass } from '../study/result.ts';

/** What the page holds of a result: plain columns that a worker can hand over. Rows are period-major. */
export interface Snapshot {
  title: Text;
  isSynthetic: boolean;
  units: { id: string; name: Text; groups: Text[] }[];
  groupColumns: string[];
  periods: number[];
  tree: TreeNode;
  nodes: NodeColumns[];
  indicators: IndicatorColumns[];
  /** One vector when pooled, otherwise one per period. */
  weights: Float64Array[];
  steps: StepShown[];
  notes: { step: string; level: string; text: Text }[];
  counts: { filled: number; missing: number };
  /** Milliseconds that the computation took. */
  took: number;
}

export interface TreeNode {
  id: string;
  title: Text;
  children?: TreeNode[];
}

export interface NodeColumns {
  id: string;
  title: Text;
  score: Float64Array;
  rank: Float64Array;
  grade: Uint8Array;
  classes: GradeClass[];
  method: string;
}

export interface IndicatorColumns {
  id: string;
  title: Text;
  unit?: Text;
  direction: Direction;
  values: Float64Array;
  normalised: Float64Array;
  /** Percent; absent where the study asks for no obstacles. */
  obstacle?: Float64Array;
  /** 0 = missing, 1 = observed, 2 = derived, 3 = imputed, 4 = estimated. */
  status: Uint8Array;
}

export interface StepShown {
  stage: string;
  id: string;
  title: Text;
  formula: string;
  sentence: Text;
  options: Record<string, unknown>;
  cite: string[];
}

/** Shapes of a map as SVG paths in a box of `width` by `height`. */
export interface MapShapes {
  width: number;
  height: number;
  shapes: {
    path: string;
    kind: 'unit' | 'excluded' | 'other';
    unit: number;
    name?: Text;
    x: number;
    y: number;
    /** Left, top, right, bottom. */
    box: [number, number, number, number];
  }[];
  around: string[];
  caption: { en: string[]; zh: string[] };
}

/** A method or figure as the page shows it, with its options as JSON Schema. */
export interface Described {
  id: string;
  title: Text;
  about: Text;
  options: OptionSchema[];
}
export interface MethodDescribed extends Described {
  stage: string;
  formula: string;
  cite: string[];
}
export interface OptionSchema {
  name: string;
  help: Text;
  /** Written as YAML when none of the simple kinds fits. */
  kind: 'number' | 'integer' | 'boolean' | 'choice' | 'text' | 'value';
  choices?: string[];
  initial?: unknown;
  minimum?: number;
  maximum?: number;
}

/** Intervals of ranks from replicates: rows as elsewhere, by node. */
export interface Intervals {
  replicates: number;
  nodes: Record<string, { low: Float64Array; high: Float64Array }>;
}
