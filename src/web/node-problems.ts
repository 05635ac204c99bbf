import type { Problem } from '../core/problem.ts';
import type { WrittenNode } from '../study/edit-index.ts';
import type { Path } from '../study/edit-text.ts';

/** Problems by the node that each is about (its path joined by points), and those that are about no node. */
export function problemsByNode(
  problems: readonly Problem[],
  nodes: readonly WrittenNode[],
): { at: ReadonlyMap<string, Problem[]>; rest: Problem[] } {
  const known = new Map(nodes.map((one) => [one.path.join('.'), one]));
  const byId = new Map(nodes.map(({ node, path }) => [String(node.id), path]));
  const at = new Map<string, Problem[]>();
  const rest: Problem[] = [];
  for (const problem of problems) {
    const path = pathOf(problem, known, byId);
    if (path === undefined) rest.push(problem);
    else at.set(path, [...(at.get(path) ?? []), problem]);
  }
  return { at, rest };
}

function pathOf(
  { where, code, saw }: Problem,
  known: ReadonlyMap<string, WrittenNode>,
  byId: ReadonlyMap<string, Path>,
): string | undefined {
  const written = where.split(' ').at(-1) ?? '';
  for (let path = written; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.'))))
    if (known.has(path)) return path;
  // What methods and data say of a node names it last, or in what was seen.
  const named = code.startsWith('data/')
    ? /^no (?:column|values of) ([^;]+)/.exec(saw.en)?.[1]
    : written.split('.').at(-1);
  return named === undefined ? undefined : byId.get(named)?.join('.');
}
