import type { FeatureCollection } from 'geojson';
import type { DataTable } from '../core/data-table.ts';
import type { Note } from '../core/note.ts';
import type { Panel } from '../core/panel.ts';
import type { Table } from '../core/table.ts';
import type { Text } from '../core/text.ts';
import type { Node } from '../core/tree.ts';
import type { TreatOutcome, WeightOutcome } from '../methods/method.ts';
import type { Plan } from './plan.ts';

/** A note and the step that made it. */
export interface StepNote extends Note {
  step: string;
}

/** One class of the grades of a node; a score belongs to it when `lower < score <= upper`. */
export interface GradeClass {
  grade: number;
  label?: Text;
  lower: number;
  upper: number;
  count: number;
}

/** Everything scored at one node. Rows are period-major, as everywhere; NaN = no score. */
export interface NodeResult {
  node: Node;
  score: Float64Array;
  /** Within the period, 1 = largest score; ties share the smallest rank. */
  rank: Float64Array;
  /** 1 = lowest class; 0 = no score. */
  grade: Uint8Array;
  distanceBest?: Float64Array;
  distanceWorst?: Float64Array;
  ideals?: { best: Float64Array[]; worst: Float64Array[]; scopeOf: number[] };
  classes: GradeClass[];
  /** Share of variance that the classes explain, where the grading optimises it. */
  goodnessOfFit?: number;
}

export interface Transition {
  node: string;
  fromPeriod: number;
  toPeriod: number;
  fromGrade: number;
  toGrade: number;
  count: number;
}

/** Everything that a run computed, with its provenance. Maps, tables, sentences and answers all read this. */
export interface Result {
  plan: Plan;
  /** As read, with derived indicators added. */
  panel: Panel;
  /** Indicator columns after imputation, before treatment; `filled` says how a cell was filled (0 = it was not). */
  values: Table;
  /** The same columns after treatment, and what the treatment changed. */
  treated: TreatOutcome;
  filled: { marks: readonly Uint8Array[]; ways: readonly string[]; method: string };
  normalised: Table;
  /** Constants of the normalisation: `constants[indicator][scope]`. */
  constants: Record<string, number>[][];
  scopeOf: readonly number[];
  weights: WeightOutcome;
  /** Parents before children, the root first. */
  nodes: readonly NodeResult[];
  /** Percent per indicator column. */
  obstacles?: Table;
  transitions: readonly Transition[];
  /** Tables of the analyses that the study asks for. */
  analyses: readonly DataTable[];
  notes: readonly StepNote[];
  engine: string;
  boundaries?: Boundaries;
  /** What lies around the study area, to be drawn beneath it and named. */
  context?: Shapes;
}

/** Shapes as read from a file; `keys[i]` and `names[i]` are what the study's properties say of feature i, if anything. */
export interface Shapes {
  file: string;
  digest: string;
  features: FeatureCollection;
  keys: (string | undefined)[];
  names: (Text | undefined)[];
}
/** Shapes of the study area; `ids[i]` is the unit id of feature i, if any. */
export interface Boundaries extends Shapes {
  ids: (string | undefined)[];
}
