import { nearest } from '../nearest.ts';
import type { Formula } from './parse.ts';

export interface Order {
  /** Ids in the order in which they can be computed. */
  order: string[];
  /** Circles of formulas that need each other, the first id again at the end. */
  cycles: string[][];
  /** Names that nothing is called. */
  unknown: { in: string; name: string; nearest?: string }[];
}

/** The order in which formulas can be computed, the circles among them, and the names that they do not find. */
export function orderFormulas(formulas: ReadonlyMap<string, Formula>, known: ReadonlySet<string>): Order {
  const order: string[] = [];
  const cycles: string[][] = [];
  const unknown: Order['unknown'] = [];
  const done = new Set<string>();
  const path: string[] = [];

  const visit = (id: string): void => {
    if (done.has(id)) return;
    const start = path.indexOf(id);
    if (start >= 0) {
      cycles.push([...path.slice(start), id]);
      return;
    }
    const formula = formulas.get(id);
    if (!formula) return;
    path.push(id);
    for (const name of formula.names) {
      if (!known.has(name)) {
        const near = nearest(name, known);
        unknown.push({ in: id, name, ...(near === undefined ? {} : { nearest: near }) });
      } else visit(name);
    }
    path.pop();
    done.add(id);
    order.push(id);
  };
  for (const id of formulas.keys()) visit(id);
  return { order, cycles, unknown };
}
