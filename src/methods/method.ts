import type * as z from 'zod';
import type { DataTable } from '../core/data-table.ts';
import type { Note } from '../core/note.ts';
import type { Complaint } from '../core/problem.ts';
import type { Albers } from '../core/spatial/albers.ts';
import type { ColumnStatistics, SqlWords } from '../core/sql.ts';
import type { Reference, Table } from '../core/table.ts';
import type { Text } from '../core/text.ts';
import type { Direction, Indicator, Node } from '../core/tree.ts';

/** What each stage is given and gives back. Every `run` is pure: inputs are never changed. */
export interface Stages {
  impute: { input: ImputeInput; outcome: ImputeOutcome };
  treat: { input: TreatInput; outcome: TreatOutcome };
  normalise: { input: NormaliseInput; outcome: NormaliseOutcome };
  weight: { input: WeightInput; outcome: WeightOutcome };
  aggregate: { input: AggregateInput; outcome: AggregateOutcome };
  grade: { input: GradeInput; outcome: GradeOutcome };
  obstacles: { input: ObstaclesInput; outcome: ObstaclesOutcome };
  analyse: { input: AnalyseInput; outcome: AnalyseOutcome };
}
export type Stage = keyof Stages;

export interface ImputeInput {
  table: Table;
  /** Groups of units by attribute column. */
  groups?: ReadonlyMap<string, readonly Group[]> | undefined;
}
export interface ImputeOutcome {
  table: Table;
  /** Per column and row: 0 = untouched, otherwise 1 + index into `ways`. */
  filled: Uint8Array[];
  /** How a cell was filled, e.g. `inside`, `hold`. */
  ways: readonly string[];
  notes: Note[];
}

export interface TreatInput {
  table: Table;
  /** Keys of the units, so that a refusal can name cells; without, cells are named by their place. */
  units?: readonly string[];
  /** Constants of an earlier run by column, to be used instead of estimating them. */
  constants?: readonly Record<string, number>[];
}
export interface TreatOutcome {
  table: Table;
  /** Rows of each column whose value is another than before, ascending. */
  changed: Int32Array[];
  /** What each column was treated by (`low`, `high`, `offset`, `lambda`); nothing where it was left as it is. */
  constants: Record<string, number>[];
  notes: Note[];
}

export interface NormaliseInput {
  table: Table;
  directions: readonly Direction[];
  /** Constants of an earlier run by column, to be used instead of estimating them; only of methods that are `held`. */
  constants?: readonly Record<string, number>[];
}
export interface NormaliseOutcome {
  table: Table;
  /** The constants that were estimated: `constants[column][scope]`, by name (`min`, `max`, `mean`, ...). */
  constants: Record<string, number>[][];
  /** Which scope each period uses. */
  scopeOf: number[];
  notes: Note[];
}

export interface WeightInput {
  /** Normalised values, larger is better. */
  normalised: Table;
  /** The values before normalisation, for methods that weigh raw data. */
  raw: Table;
  root: Node;
  indicators: readonly Indicator[];
  /** Outcomes of the methods that a combination is made of, in the order given. */
  parts: readonly WeightOutcome[];
}
export interface WeightOutcome {
  /** One vector when pooled, otherwise one per period; each sums to 1 over all indicators. */
  weights: Float64Array[];
  /** Numbers worth showing beside each weight (entropy, contrast, ...): `details.name[scope][indicator]`. */
  details: Record<string, Float64Array[]>;
  /** Consistency of comparison matrices, per node. */
  comparisons?: Comparison[];
  notes: Note[];
}
/** How consistent the judgements of one node are. */
export interface Comparison {
  node: string;
  weights: number[];
  lambdaMax: number;
  consistencyIndex: number;
  randomIndex: number;
  consistencyRatio: number;
}

export interface AggregateInput {
  /** What is aggregated: the indicators of the node, or the scores of its children. */
  table: Table;
  /** One vector when pooled, otherwise one per period. */
  weights: readonly Float64Array[];
  /** Least share of the weight that must be observed for a row to have a score. */
  coverage: number;
  /** The ideal points of an earlier run by column, to be used instead of those of the table; only of methods that are `held`. */
  ideals?: { best: Float64Array; worst: Float64Array };
}
export interface AggregateOutcome {
  /** Columns `score`, and `distance_best` and `distance_worst` where the method has them. */
  table: Table;
  /** The ideal points per period scope and column, where the method has them. */
  ideals?: { best: Float64Array[]; worst: Float64Array[]; scopeOf: number[] };
  /** Rows scored on a part of their indicators, and rows without a score because too little is observed. */
  partial: number[];
  empty: number[];
  notes: Note[];
}

export interface GradeInput {
  /** Scores of one node over all units and periods; NaN = no score. */
  scores: Float64Array;
}
export interface GradeOutcome {
  /** Upper limit of each class, ascending; a value belongs to the first class whose upper limit it does not exceed. */
  upper: number[];
  labels?: Text[];
  /** Share of the variance that the classes explain, where the method optimises it. */
  goodnessOfFit?: number;
  notes: Note[];
}

export interface ObstaclesInput {
  /** Values after imputation and treatment, before normalisation. */
  table: Table;
  directions: readonly Direction[];
  weights: readonly Float64Array[];
  root: Node;
  /** The scope of ranges that the study's normaliser uses. */
  reference: Reference;
  /** Ranges of an earlier run by column, to be used instead. */
  constants?: readonly Record<string, number>[];
}
export interface ObstaclesOutcome {
  /** Percent per indicator column. */
  table: Table;
  notes: Note[];
}

/** Units with the same value of an attribute column; `members` are positions of units. */
export interface Group {
  group: string;
  members: readonly number[];
}
/** Where the units lie: degrees, and metres in an equal-area projection; NaN for a unit without coordinates. */
export interface Places {
  projection: Albers;
  lon: Float64Array;
  lat: Float64Array;
  x: Float64Array;
  y: Float64Array;
}
/** What an analysis of the scores sees: everything that was computed before it, over the same rows. */
export interface AnalyseInput {
  /** Keys of the units, in the order of rows within a period. */
  units: readonly string[];
  periods: readonly number[];
  root: Node;
  /** A column per node of the tree, the root first; NaN = no score. */
  scores: Table;
  /** Ranks within the period, 1 = largest score; NaN = none. */
  ranks: Table;
  /** Indicators and context variables as filled in by the study's imputation. */
  values: Table;
  /** Indicators after treatment and normalisation, larger is better. */
  normalised: Table;
  weights: readonly Float64Array[];
  /** Percent per indicator. */
  obstacles?: Table;
  /** Groups of units by attribute column. */
  groups: ReadonlyMap<string, readonly Group[]>;
  places?: Places;
  seed: number;
}
export interface AnalyseOutcome {
  /** Each becomes a file of the result folder. */
  tables: DataTable[];
  notes: Note[];
}

/** Which sums of a column a step asks of an engine that speaks SQL; count, least and largest value are always there. */
export type Sums = 'moments' | 'squares' | 'entropy';

/**
 * How a step is said in SQL: the engine reduces columns to a few numbers, `estimate` and `finish` turn these into
 * constants here, and the expressions map rows with the constants written into them.
 */
export interface SqlForms {
  impute: {
    /** What a gap is filled from: other periods of its unit, or other units. */
    across: 'periods' | 'units';
    /** Expressions over windows of the column (`u` = unit, `t` = period), by name. */
    windows(column: string, words: SqlWords): Record<string, string>;
    /** The value to put into an empty cell, from the windows' names; NULL where there is none. */
    fill(window: (name: string) => string): string;
  };
  treat: 'unchanged';
  normalise: {
    reference: Reference;
    sums: readonly Sums[];
    /** Constants of a column from its statistics; undefined without spread. */
    estimate(found: ColumnStatistics, id: string): Record<string, number> | undefined;
    line(direction: Direction, constants: Record<string, number>): { origin: number; scale: number };
    span: number;
    offset: number;
    constant: number;
    /** Whether values are held within 0 and 1. */
    clip: boolean;
  };
  weight:
    | 'without data'
    | {
        on: 'normalised' | 'raw';
        reference: 'pooled' | 'period';
        sums: readonly Sums[];
        /** What is added to every column before the sums of entropy. */
        shift(found: readonly ColumnStatistics[], ids: readonly string[]): Float64Array;
        /** Whether correlations of all pairs of columns are asked for too; NaN where one of them does not vary. */
        correlations?: boolean;
        /** The outcome from the statistics of each scope and column; `table` has no rows. */
        finish(
          table: Table,
          found: readonly (readonly ColumnStatistics[])[],
          correlation: (scope: number, a: number, b: number) => number,
        ): WeightOutcome;
      };
  aggregate: {
    /** Where ideal points are taken from, if there are any; columns outside 0 to 1 cannot be held against absolute ones. */
    ideal?: 'pooled' | 'period' | 'absolute';
    /** Refuses what the method does not take. */
    check?(ids: readonly string[], found: readonly { min: number; max: number }[]): void;
    /** Sums over the row, by name, and the columns made of them; a missing value is NULL. */
    sums(cells: readonly SqlCell[]): Record<string, string>;
    columns: Record<string, string>;
  };
  grade:
    | { from: 'extent'; limits(min: number, max: number, distinctValues: number): GradeOutcome }
    | {
        from: 'order';
        limits(
          count: number,
          distinctValues: number,
          order: (rank: number) => Promise<number>,
        ): Promise<GradeOutcome>;
      }
    | { from: 'points'; limits(points: Float64Array, counts: Float64Array): GradeOutcome };
  obstacles: {
    /** Columns whose degrees sum to 100. */
    groups(root: Node, ids: readonly string[]): number[][];
  };
  analyse: never;
}
/** A value of a row with its weight and ideal points, each an expression. */
export interface SqlCell {
  value: string;
  weight: string;
  best: string;
  worst: string;
  /** Whether no row misses the value, so that nothing need be said of missing ones. */
  isObserved: boolean;
}

/** A worked example, executed by the tests and shown in the documentation. */
export interface Example<S extends Stage, O> {
  title: Text;
  source: string;
  input: Stages[S]['input'];
  options: Partial<O>;
  /** Numbers picked from the outcome, and what they must be. */
  expect(outcome: Stages[S]['outcome']): {
    value: ArrayLike<number>;
    expected: readonly number[];
    tolerance: number;
  };
}

/**
 * One step of an index, as data plus a pure function. From this object follow the library, the command line's help,
 * the schema of study files, the documentation page, the citation and the sentence in the methods text.
 */
export interface Method<S extends Stage = Stage, O extends object = object> {
  id: string;
  stage: S;
  title: Text;
  /** What it does and what it does with zeros, negatives, constants and missing values. */
  about: Text;
  /** TeX. */
  formula: string;
  /** Keys into the citation file. */
  cite: readonly string[];
  /** Types, defaults, bounds and help of the options. */
  options: z.ZodObject;
  /** The option that a map without any option's name stands for, e.g. `goalposts: { X1: [0, 1] }`. */
  shorthand?: string;
  run(input: Stages[S]['input'], options: O): Stages[S]['outcome'];
  /** The sentence of the methods text. */
  describe(options: O): Text;
  examples: readonly Example<S, O>[];

  /**
   * Imputations: what any observed cell would be filled with were it alone missing, NaN where it would stay so; the
   * same number as `run` gives on the table without the cell, at less cost. Without, `run` is asked.
   */
  alone?(input: ImputeInput, options: O): (column: number, row: number) => number;
  /** Weights from judgements: how many experts gave them, and the options with the experts at these positions alone, who may repeat. */
  experts?(options: O): number;
  ofExperts?(options: O, chosen: readonly number[]): O;
  /** Normalisers: never gives a negative value. */
  nonNegative?(options: O): boolean;
  /** Weights and aggregations: refuse values below zero. */
  needsNonNegative?(options: O): boolean;
  /**
   * Normalisers and aggregations: how they stay as they were in an earlier run when data are added. `given` takes what
   * was estimated then as its input, `nothing` estimates nothing that other periods could move. A method that does
   * not say it cannot be frozen.
   */
  held?(options: O): 'given' | 'nothing' | 'never';
  /** Combinations: the other methods that it needs, as written in the study. */
  parts?(options: O): readonly unknown[];
  /** What can be wrong with the options given the index, beyond their types. */
  check?(options: O, context: CheckContext): Complaint[];
  /** The method in SQL, where it can be reduced to sums; undefined with options that cannot. */
  sql?(options: O): SqlForms[S] | undefined;
  /** Treatments: gives values another unit, so that goalposts in the unit of the data no longer apply. */
  rescales?: boolean;
  /** Normalisers and treatments: the formula filled in for one value; treatments do not look at the direction. */
  worked?(value: number, direction: Direction, constants: Record<string, number>, options: O): string;
}

export interface CheckContext {
  root: Node;
  indicators: readonly Indicator[];
  periods: readonly number[];
  /** Attribute columns that group units. */
  groups: readonly string[];
  /** Context variables. */
  variables: readonly string[];
  hasCoordinates: boolean;
}
/** Types a method by its own options schema. */
export function method<S extends Stage, Z extends z.ZodObject>(
  definition: Omit<Method<S, z.output<Z>>, 'options'> & { options: Z },
): Method<S, z.output<Z>> {
  return definition;
}
