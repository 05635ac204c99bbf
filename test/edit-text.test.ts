import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applied, type Edit, editText, overlayInText, type Path } from '../src/study/edit-text.ts';
import { layOver } from '../src/study/overrides.ts';
import { readYaml } from '../src/study/yaml-text.ts';

const ROOT = join(import.meta.dirname, '..');
const STUDIES = ['northeast-border', 'china-286', 'china-border', 'world'].map(
  (id) => [id, readFileSync(join(ROOT, 'studies', id, 'study.yaml'), 'utf8')] as const,
);
const dataOf = (text: string) => {
  const { value, problems } = readYaml(text, 'study.yaml');
  expect(problems).toEqual([]);
  return value as Record<string, unknown>;
};
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const commentsOf = (text: string) =>
  text.split(/\r?\n/).flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? []);

/** Every place of a value, lists and maps and what is in them. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Array.isArray(value)
    ? value.flatMap((one, i) => places(one, [...path, i]))
    : Object.entries(value).flatMap(([key, one]) => places(one, [...path, key]));
  return [path, ...below];
}
const at = (value: unknown, path: Path) =>
  path.reduce<unknown>((here, key) => (here as Record<string, unknown>)[key], value);

const leaf = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('人均 GDP', '1/3', 'yes', '# no', 'a: b', '', 'x\ny', '- z', '100%', '007'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.boolean(),
  fc.constant(null),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('en', 'zh', 'id', '2010', 'a b', '中'), tie('any'), { maxKeys: 3 }),
  ),
})).any;

interface Choice {
  kind: number;
  where: number;
  to: number;
  key: string;
  value: unknown;
}
const choice: fc.Arbitrary<Choice> = fc.record({
  kind: fc.nat(4),
  where: fc.nat(),
  to: fc.nat(),
  key: fc.constantFrom('note', '中文', 'extra', 'a:b', '5'),
  value,
});

/** An edit that the value allows. */
function editOf(data: unknown, { kind, where, to, key, value: given }: Choice): Edit | undefined {
  const all = places(data).filter((path) => path.length > 0);
  const lists = all.filter((path) => Array.isArray(at(data, path)));
  const items = lists.flatMap((path) => (at(data, path) as unknown[]).map((_, i) => [...path, i]));
  if (kind === 0) return { do: 'set', path: all[where % all.length]!, value: given };
  if (kind === 1) {
    const maps = [[], ...all].filter((path) => {
      const found = at(data, path);
      return typeof found === 'object' && found !== null && !Array.isArray(found);
    });
    return { do: 'set', path: [...maps[where % maps.length]!, key], value: given };
  }
  if (kind === 2) return { do: 'remove', path: all[where % all.length]! };
  if (kind === 3) {
    const list = lists[where % lists.length]!;
    return { do: 'insert', path: [...list, to % ((at(data, list) as unknown[]).length + 1)], value: given };
  }
  const from = items[where % items.length]!;
  const left = applied(data, { do: 'remove', path: from });
  const targets = places(left).filter((path) => Array.isArray(at(left, path)));
  const target = targets[to % targets.length]!;
  return { do: 'move', from, to: [...target, to % ((at(left, target) as unknown[]).length + 1)] };
}

describe.each(STUDIES)('the text of %s', (_, text) => {
  test('says after any edits what the same edits make of its value', () => {
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 4 }), fc.boolean(), (choices, isCrLf) => {
        let now = isCrLf ? text.replaceAll('\n', '\r\n') : text;
        for (const one of choices) {
          const before = dataOf(now);
          const edit = editOf(before, one);
          if (!edit) continue;
          now = editText(now, [edit]);
          expect(plain(dataOf(now))).toEqual(plain(applied(before, edit)));
        }
      }),
      { numRuns: 15 },
    );
  });

  test('moves an item from one section to another', () => {
    const edit: Edit = { do: 'move', from: ['index', 'children', 0], to: ['units', 'groups', 0] };
    const next = editText(text, [edit]);
    expect(plain(dataOf(next))).toEqual(plain(applied(dataOf(text), edit)));
    expect(commentsOf(next).length).toBeGreaterThanOrEqual(commentsOf(text).length);
  });

  test('keeps every line but that of a value that is set, and every comment', () => {
    const data = dataOf(text);
    const leaves = places(data).filter((path) => {
      const found = at(data, path);
      return typeof found === 'string' || typeof found === 'number';
    });
    fc.assert(
      fc.property(fc.nat(leaves.length - 1), fc.constantFrom('new', 7, '新：值 # 1'), (i, given) => {
        const next = editText(text, [{ do: 'set', path: leaves[i]!, value: given }]);
        const [before, after] = [text.split('\n'), next.split('\n')];
        const first = before.findIndex((line, l) => line !== after[l]);
        if (first < 0) return;
        const same = before.length - after.length;
        // A value over several lines becomes one line; all others stay.
        expect(after.slice(first + 1)).toEqual(before.slice(first + 1 + same));
        expect(commentsOf(next).length).toBeGreaterThanOrEqual(commentsOf(text).length);
      }),
      { numRuns: 15 },
    );
  });

  test('keeps every line outside of an item that is moved away and back', () => {
    const data = dataOf(text);
    const nodes = places(data.index, ['index']).filter((path) => path.at(-2) === 'children');
    fc.assert(
      fc.property(fc.nat(nodes.length - 1), fc.nat(), (i, j) => {
        const from = nodes[i]!;
        const left = applied(data, { do: 'remove', path: from }) as typeof data;
        const lists = places(left.index, ['index']).filter((path) => path.at(-1) === 'children');
        const target = lists[j % lists.length]!;
        if ((at(left, target) as unknown[]).length === 0) return;
        const to = [...target, j % ((at(left, target) as unknown[]).length + 1)];
        const away = editText(text, [{ do: 'move', from, to }]);
        const kept = away.split('\n').map((line) => line.trim());
        expect(kept.toSorted()).toEqual(
          text
            .split('\n')
            .map((line) => line.trim())
            .toSorted(),
        );
      }),
      { numRuns: 12 },
    );
  });

  test('takes an overlay in as a run lays it over the study', () => {
    for (const overlay of OVERLAYS) {
      const next = overlayInText(text, overlay);
      const laid = layOver(dataOf(text), [{ path: [], value: overlay, overlay: LAID }], []);
      expect(plain(dataOf(next))).toEqual(plain(laid));
      expect(commentsOf(next).length).toBeGreaterThanOrEqual(commentsOf(text).length - 5);
    }
  });
});

const LAID = { file: '', digest: '', text: readYaml('{}', '') };
const OVERLAYS: Record<string, unknown>[] = [
  { method: { weight: 'equal' } },
  { method: { weight: { given: { weights: { X1: 0.5, X2: 0.5 } } }, coverage: 0.7 } },
  { method: { aggregate: { topsis: { ideal: 'period' } } } },
  { without: { indicators: ['X1'] }, corrections: [{ unit: 'a', period: 2010, indicator: 'X1', value: 3 }] },
  { title: 'Another' },
];

test('edits stand where a person would write them', () => {
  const text = `# head
version: 1
method: # how
  weight: entropy # why

  # of the grades
  grade: { jenks: { classes: 5 } }
index:
  id: a
  children:
    # first of all
    - id: b # the one
      title: B
    # of c
    - { id: c, direction: cost } # small
    - id: d
      children: []
`;
  const edited = editText(text, [
    { do: 'set', path: ['method', 'weight'], value: { given: { weights: { b: 0.4, c: 0.6 } } } },
    { do: 'set', path: ['method', 'grade', 'jenks', 'labels'], value: ['x', 'y'] },
    { do: 'move', from: ['index', 'children', 1], to: ['index', 'children', 1, 'children', 0] },
    { do: 'set', path: ['index', 'children', 0, 'title'], value: { en: 'B', zh: '乙' } },
    { do: 'insert', path: ['index', 'children', 2], value: { id: 'e', children: [] } },
    { do: 'set', path: ['seed'], value: 3 },
  ]);
  expect(edited).toBe(`# head
version: 1
method: # how
  weight: # why
    given: { weights: { b: 0.4, c: 0.6 } }

  # of the grades
  grade: { jenks: { classes: 5, labels: [x, y] } }
index:
  id: a
  children:
    # first of all
    - id: b # the one
      title: { en: B, zh: 乙 }
    - id: d
      children:
        # of c
        - { id: c, direction: cost } # small
    - { id: e, children: [] }
seed: 3
`);
});
