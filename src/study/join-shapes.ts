import { listed, type Note } from '../core/note.ts';
import type { Unit } from '../core/panel.ts';
import type { Text } from '../core/text.ts';
import type { Shapes } from './result.ts';

/**
 * Says which unit a shape is: by its key, then by its key without leading zeros (codes lose them as numbers), then by its
 * name. The two latter hold only where they point one to one; they are noted, and so are several shapes of one unit, and
 * shapes that are neither a unit nor excluded.
 */
export function joined(
  { file, keys, names }: Shapes,
  units: readonly Unit[],
  excluded: Readonly<Record<string, Text>>,
): { ids: (string | undefined)[]; notes: Note[] } {
  const known = new Set(units.map(({ id }) => id));
  const ids = keys.map((key) => (key !== undefined && known.has(key) ? key : undefined));
  const bare = (code: string | undefined) =>
    code && /^\d+$/.test(code) ? [code.replace(/^0+(?=\d)/, '')] : [];
  const leftOut = new Set(Object.keys(excluded).flatMap((code) => [code, ...bare(code)]));
  const isLeftOut = (i: number) =>
    keys[i] !== undefined && [keys[i], ...bare(keys[i])].some((code) => leftOut.has(code));
  const isFree = (i: number) => ids[i] === undefined && !isLeftOut(i);
  const pass = (ofShape: (i: number) => string[], ofUnit: (unit: Unit) => string[]): string[] => {
    const taken = new Set(ids);
    const shapes = owners(
      keys.flatMap((_, i) => (isFree(i) ? ofShape(i).map((name) => [name, i] as const) : [])),
    );
    const wanted = owners(
      units.flatMap((unit) =>
        taken.has(unit.id) ? [] : ofUnit(unit).map((name) => [name, unit.id] as const),
      ),
    );
    const found: string[] = [];
    for (const [name, ours] of wanted) {
      const theirs = shapes.get(name);
      if (theirs?.size !== 1 || ours.size !== 1) continue;
      const [[i], [id]] = [[...theirs], [...ours]];
      if (ids[i!] !== undefined || found.includes(id!)) continue;
      ids[i!] = id;
      found.push(id!);
    }
    return found;
  };
  const zeros = pass(
    (i) => bare(keys[i]),
    ({ id }) => bare(id),
  );
  const named = pass(
    (i) => both(names[i]),
    ({ name }) => both(name),
  );
  const notes: Note[] = [];
  if (zeros.length > 0) notes.push(note('boundaries/zeros', zeros, ZEROS));
  if (named.length > 0) notes.push(note('boundaries/by-name', named, BY_NAME));
  const counts = new Map<string, number>();
  for (const id of ids) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  const several = [...counts].flatMap(([id, count]) => (count > 1 ? [`${id} (${count})`] : []));
  if (several.length > 0)
    notes.push({ ...note('boundaries/duplicate', several, DUPLICATE), level: 'warning' });
  const left = keys.flatMap((key, i) => (isFree(i) ? [key ?? names[i]?.en ?? `#${i + 1}`] : []));
  if (left.length > 0) notes.push(note('boundaries/without-unit', left, withoutUnit(file)));
  return { ids, notes };
}

function owners<T>(pairs: readonly (readonly [string, T])[]): Map<string, Set<T>> {
  const map = new Map<string, Set<T>>();
  for (const [name, one] of pairs) map.set(name, (map.get(name) ?? new Set<T>()).add(one));
  return map;
}

function both(name: Text | undefined): string[] {
  return name ? [...new Set([name.en, name.zh])].filter((one) => one !== '') : [];
}

const ZEROS = {
  en: 'unit(s) were joined to shapes whose codes differ by leading zeros alone',
  zh: '个单元与仅差前导零的形状编码对应',
};
const BY_NAME = {
  en: 'unit(s) without a shape of their code were joined by name',
  zh: '个单元的编码没有对应形状，按名称对应',
};
const DUPLICATE = {
  en: 'unit(s) have several shapes of the same code, which are drawn together',
  zh: '个单元有多个编码相同的形状，一并绘出',
};
function withoutUnit(file: string): Text {
  return { en: `shape(s) of ${file} are no unit of the study`, zh: `个形状（${file}）不是研究单元` };
}

function note(code: string, items: string[], text: Text): Note {
  const names = listed(items);
  return {
    code,
    level: 'note',
    text: { en: `${items.length} ${text.en}: ${names.en}.`, zh: `${items.length} ${text.zh}：${names.zh}。` },
    items,
  };
}
