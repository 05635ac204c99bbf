import { expect, test } from 'vitest';
import { dropped, freeId, type Step, stepped, writtenNodes } from '../src/study/edit-index.ts';
import { applied, type Path } from '../src/study/edit-text.ts';

const STUDY = {
  index: {
    id: 'r',
    children: [
      { id: 'a', children: [{ id: 'a1' }, { id: 'a2' }] },
      { id: 'b' },
      { id: 'c', children: [{ id: 'c1' }] },
    ],
  },
};
const nodes = writtenNodes(STUDY);
const of = (id: string) => nodes.find(({ node }) => node.id === id)!.path;

/** The ids of an index with their children in brackets. */
function shape(value: unknown): string {
  const name = ({ id, children }: { id: string; children?: never[] }): string =>
    children ? `${id}(${children.map(name).join(' ')})` : id;
  return name((value as typeof STUDY).index as never);
}
const after = (id: string, step: Step) => {
  const edit = stepped(nodes, of(id), step);
  return edit && shape(applied(STUDY, edit));
};

test('a step moves among siblings, into the dimension before or else behind, and out behind the own one', () => {
  expect(after('a2', 'up')).toBe('r(a(a2 a1) b c(c1))');
  expect(after('a1', 'down')).toBe('r(a(a2 a1) b c(c1))');
  expect(after('b', 'in')).toBe('r(a(a1 a2 b) c(c1))');
  expect(after('a', 'in')).toBeUndefined();
  expect(after('a1', 'out')).toBe('r(a(a2) a1 b c(c1))');
  expect(after('a2', 'in')).toBeUndefined();
  expect(after('b', 'out')).toBeUndefined();
  expect(after('a1', 'up')).toBeUndefined();
  expect(after('c', 'down')).toBeUndefined();
  expect(after('r', 'up')).toBeUndefined();
});

test('the dimension behind takes a node as its first where there is none before', () => {
  const study = { index: { id: 'r', children: [{ id: 'x' }, { id: 'd', children: [{ id: 'd1' }] }] } };
  const edit = stepped(writtenNodes(study), ['index', 'children', 0], 'in')!;
  expect(shape(applied(study, edit))).toBe('r(d(x d1))');
});

test('what is dropped stands before, behind or inside of what it was dropped on, and never in itself', () => {
  const put = (from: Path, onto: Path, side: 'before' | 'after' | 'inside') => {
    const edit = dropped(nodes, from, onto, side);
    return edit && shape(applied(STUDY, edit));
  };
  expect(put(of('a'), of('c'), 'after')).toBe('r(b c(c1) a(a1 a2))');
  expect(put(of('a'), of('c1'), 'before')).toBe('r(b c(a(a1 a2) c1))');
  expect(put(of('c1'), of('a'), 'inside')).toBe('r(a(a1 a2 c1) b c())');
  expect(put(of('c'), of('a1'), 'before')).toBe('r(a(c(c1) a1 a2) b)');
  expect(put(of('a'), of('a1'), 'before')).toBeUndefined();
  expect(put(of('a'), of('a'), 'after')).toBeUndefined();
  expect(put(of('a1'), of('a2'), 'before')).toBeUndefined();
  expect(put(of('a1'), of('b'), 'inside')).toBeUndefined();
  expect(put(of('r'), of('a'), 'before')).toBeUndefined();
});

test('a new node has an id of its own', () => {
  expect(freeId(nodes, 'dimension')).toBe('dimension-1');
  expect(freeId([...nodes, { ...nodes[0]!, node: { id: 'dimension-1' } }], 'dimension')).toBe('dimension-2');
});
