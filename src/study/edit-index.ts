import type { Edit, Path } from './edit-text.ts';
import { isMap } from './written-choices.ts';

/** A dimension or indicator of an index as it is written, sound or not. */
export interface WrittenNode {
  path: Path;
  /** 0 at the root. */
  depth: number;
  /** As written. */
  node: Record<string, unknown>;
  isDimension: boolean;
}

/** Where something is put that is dragged onto a row. */
export type Side = 'before' | 'after' | 'inside';

/** The nodes of a written study's index, from the root down. */
export function writtenNodes(study: unknown): WrittenNode[] {
  const visit = (node: unknown, path: Path, depth: number): WrittenNode[] => {
    if (!isMap(node)) return [];
    const children = Array.isArray(node.children) ? node.children : [];
    return [
      { path, depth, node, isDimension: 'children' in node || depth === 0 },
      ...children.flatMap((child, i) => visit(child, [...path, 'children', i], depth + 1)),
    ];
  };
  return isMap(study) ? visit(study.index, ['index'], 0) : [];
}

export type Step = 'up' | 'down' | 'in' | 'out';

/**
 * The edit that moves a node by one step: among its siblings, into the dimension before it (or else behind it), or out
 * of its own dimension to behind that; undefined where there is nowhere to go.
 */
export function stepped(nodes: readonly WrittenNode[], path: Path, step: Step): Edit | undefined {
  const at = Number(path.at(-1));
  if (path.length < 3) return undefined;
  const list = path.slice(0, -1);
  const sibling = (i: number) => find(nodes, [...list, i]);
  const moved = (to: Path): Edit => ({ do: 'move', from: path, to });
  if (step === 'up') return at > 0 ? moved([...list, at - 1]) : undefined;
  if (step === 'down') return sibling(at + 1) ? moved([...list, at + 1]) : undefined;
  if (step === 'out') {
    const parent = list.slice(0, -1);
    return parent.length < 3 ? undefined : moved([...parent.slice(0, -1), Number(parent.at(-1)) + 1]);
  }
  const before = sibling(at - 1);
  if (before?.isDimension) return moved([...before.path, 'children', childrenOf(before)]);
  // Once the node is taken out, what stood behind it has its place.
  return sibling(at + 1)?.isDimension ? moved([...path, 'children', 0]) : undefined;
}

/** The edit that puts a node beside or inside of another; undefined where that is inside of itself, or where it is. */
export function dropped(nodes: readonly WrittenNode[], from: Path, onto: Path, side: Side): Edit | undefined {
  const target = find(nodes, onto);
  const isWithin = from.every((key, i) => onto[i] === key);
  if (!target || isWithin || from.length < 3 || (onto.length < 3 && side !== 'inside')) return undefined;
  if (side === 'inside' && !target.isDimension) return undefined;
  const wanted =
    side === 'inside'
      ? [...onto, 'children', childrenOf(target)]
      : [...onto.slice(0, -1), Number(onto.at(-1)) + (side === 'after' ? 1 : 0)];
  const level = from.length - 1;
  const isBehind =
    wanted.length > level &&
    from.slice(0, -1).every((key, i) => wanted[i] === key) &&
    Number(wanted[level]) > Number(from[level]);
  const to = isBehind ? wanted.map((key, i) => (i === level ? Number(key) - 1 : key)) : wanted;
  return to.join() === from.join() ? undefined : { do: 'move', from, to };
}

function find(nodes: readonly WrittenNode[], path: Path): WrittenNode | undefined {
  return nodes.find((one) => one.path.join() === path.join());
}

/** How many children are written. */
export function childrenOf({ node }: Pick<WrittenNode, 'node'>): number {
  return Array.isArray(node.children) ? node.children.length : 0;
}

/** An id that no node has. */
export function freeId(nodes: readonly WrittenNode[], stem: string): string {
  const taken = new Set(nodes.map(({ node }) => String(node.id)));
  for (let i = 1; ; i++) if (!taken.has(`${stem}-${i}`)) return `${stem}-${i}`;
}
