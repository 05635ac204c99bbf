import { indicatorsOf, isNode, type Node, nodesOf } from '../core/tree.ts';
import type { ContextVariable, Study } from './study.ts';

/** The study with an index that lacks what is left out; left-out indicators become context variables, which formulas may use. */
export function leaveOut(
  study: Study,
  { indicators, units }: { indicators: string[]; units: string[] },
): Study {
  const gone = new Set(indicators);
  return {
    ...study,
    index: withoutLeaves(study.index, gone) ?? { ...study.index, children: [] },
    context: [
      ...study.context,
      ...indicatorsOf(study.index)
        .filter(({ id }) => gone.has(id))
        .map(({ direction: _, error: __, ...rest }): ContextVariable => rest),
    ],
    without: { indicators, units, written: study.index },
  };
}

/** A tree without some of its leaves; a node that loses the last of them goes too. */
function withoutLeaves(node: Node, gone: ReadonlySet<string>): Node | undefined {
  const children = node.children.flatMap((child): Node['children'][number][] => {
    if (!isNode(child)) return gone.has(child.id) ? [] : [child];
    const left = withoutLeaves(child, gone);
    return left ? [left] : [];
  });
  return children.length === 0 ? undefined : { ...node, children };
}

/** Nodes that have no indicator any more. */
export function nodesLeftOut({ index, without }: Study): string[] {
  if (!without) return [];
  const kept = new Set(nodesOf(index).map(({ id }) => id));
  return nodesOf(without.written).flatMap(({ id }) => (kept.has(id) ? [] : [id]));
}

/** The path in the study file of a path in the study without what is left out. */
export function writtenPath(
  { without, index, context }: Study,
  path: readonly (string | number)[],
): readonly (string | number)[] {
  if (!without) return path;
  if (path[0] === 'index') return downTo(without.written, index, path);
  const moved = path[0] === 'context' ? context[path[1] as number] : undefined;
  const at = moved && pathTo(without.written, moved.id);
  return at ? ['index', ...at, ...path.slice(2)] : path;
}

function downTo(written: Node, index: Node, path: readonly (string | number)[]): (string | number)[] {
  const found: (string | number)[] = ['index'];
  let here: Node['children'][number] = index;
  let there: Node['children'][number] = written;
  let i = 1;
  for (; i + 1 < path.length && path[i] === 'children' && isNode(here) && isNode(there); i += 2) {
    const child: Node['children'][number] | undefined = here.children[path[i + 1] as number];
    if (!child) break;
    const at: number = there.children.findIndex(({ id }) => id === child.id);
    found.push('children', at);
    here = child;
    there = there.children[at]!;
  }
  return [...found, ...path.slice(i)];
}

function pathTo(node: Node, id: string): (string | number)[] | undefined {
  for (const [i, child] of node.children.entries()) {
    if (child.id === id) return ['children', i];
    const below = isNode(child) ? pathTo(child, id) : undefined;
    if (below) return ['children', i, ...below];
  }
  return undefined;
}
