import type { Problem } from '../core/problem.ts';
import type { DataVariable } from '../study/data-variables.ts';
import type { Explanation } from '../study/explain.ts';
import type { Compared, WrittenAhp } from '../study/judgements.ts';
import type { Lift } from '../study/lift.ts';
import type { Described, Intervals, MapShapes, MethodDescribed, Snapshot } from './snapshot.ts';

/** What the page asks of its worker, and what it is given. */
export interface Requests {
  /** Of a study's files as JSON: its text and digest, its first result and its map. */
  open: {
    input: { files: Blob };
    output: { snapshot: Snapshot; map?: MapShapes; text: string; digest: string };
  };
  score: { input: { overlay: Overlay }; output: Snapshot };
  explain: {
    input: { overlay: Overlay; unit: string; period: number; node?: string };
    output: Explanation | undefined;
  };
  lift: {
    input: { overlay: Overlay; unit: string; period: number; node: string; target?: number };
    output: Lift | undefined;
  };
  catalogue: {
    input: { overlay: Overlay };
    output: { methods: MethodDescribed[]; figures: (Described & { available: boolean })[] };
  };
  figure: {
    input: { overlay: Overlay; id: string; options: Record<string, unknown> };
    output: { svg: string; alt: string };
  };
  methodsText: { input: { overlay: Overlay; lang: 'en' | 'zh' }; output: string };
  report: { input: { overlay: Overlay; lang: 'en' | 'zh'; software: string }; output: string };
  tables: {
    input: { overlay: Overlay };
    output: { name: string; title: { en: string; zh: string }; rows: number }[];
  };
  table: { input: { overlay: Overlay; name: string }; output: string };
  intervals: { input: { overlay: Overlay }; output: Intervals };
  /** How the Chinese names of the units are typed in Latin letters. */
  spellings: { input: object; output: string[][] };
  edit: { input: { text: string; overlay: Overlay }; output: { text: string; problems: Problem[] } };
  judgements: {
    input: { overlay: Overlay };
    output: { nodes: Compared[]; ahp: WrittenAhp[]; written: unknown };
  };
  variables: { input: Record<never, never>; output: VariableFound[] };
}

/** A variable of the data tables, with how much of it there is and how it goes with the index. */
export interface VariableFound extends DataVariable {
  /** Cells of the study that hold a value. */
  values: number;
  cells: number;
  /** Correlation of its values with the index; NaN where there is none. */
  r: number;
}

/** Any part of a study, to be laid over it. */
export type Overlay = Record<string, unknown>;

export type Name = keyof Requests;
export interface Ask<N extends Name = Name> {
  id: number;
  name: N;
  input: Requests[N]['input'];
}
export type Reply =
  | { id: number; output: unknown }
  | { id: number; problems: Problem[] }
  | { id: number; failed: string }
  | { id: number; step: string; done: number };
