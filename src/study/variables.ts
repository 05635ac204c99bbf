import type { Text } from '../core/text.ts';
import { type Adjustments, type Construction, isNode, type Node } from '../core/tree.ts';
import type { Study } from './study.ts';

/** The ways to construct a variable, as a study file names them. */
export const CONSTRUCTIONS = ['distance', 'neighbours', 'conditions'] as const;

/** What is done to a variable before it is used, as a study file names it. */
export const ADJUSTMENTS = ['convert', 'deflate', 'denominate'] as const;

/** A variable of a study as it is declared, and the place of its declaration. */
export interface Constructed extends Construction, Adjustments {
  id: string;
  title: Text;
  unit?: Text;
  formula?: string;
  path: (string | number)[];
}

/** Variables that must come from the sources: measured indicators and context variables. */
export function measuredOf(study: Pick<Study, 'index' | 'context'>): string[] {
  return declared(study)
    .filter((one) => waysOf(one).length === 0)
    .map(({ id }) => id);
}

/** Variables that are constructed while the study is assembled, indicators first. */
export function constructedOf(study: Pick<Study, 'index' | 'context'>): Constructed[] {
  return declared(study).filter((one) => CONSTRUCTIONS.some((way) => one[way] !== undefined));
}

/** Variables that are converted, deflated or denominated, indicators first. */
export function adjustedOf(study: Pick<Study, 'index' | 'context'>): Constructed[] {
  return declared(study).filter((one) => ADJUSTMENTS.some((key) => one[key] !== undefined));
}

/** Variables that are computed instead of measured, and how. */
export function computedOf(study: Pick<Study, 'index' | 'context'>): Map<string, string> {
  return new Map(declared(study).flatMap((one) => waysOf(one).map((way) => [one.id, way] as const)));
}

/** The keys of a declaration that say how it is computed. */
export function waysOf(one: object): string[] {
  return ['formula', ...CONSTRUCTIONS].filter((way) => (one as Record<string, unknown>)[way] !== undefined);
}

/** Indicators and context variables with the paths of their declarations. */
export function declared({ index, context }: Pick<Study, 'index' | 'context'>): Constructed[] {
  const below = (node: Node, path: (string | number)[]): Constructed[] =>
    node.children.flatMap((child, i) => {
      const here = [...path, 'children', i];
      return isNode(child) ? below(child, here) : [{ ...child, path: here }];
    });
  return [...below(index, ['index']), ...context.map((one, i) => ({ ...one, path: ['context', i] }))];
}
