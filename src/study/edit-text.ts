import { Document, isCollection, isSeq, isMap as isYamlMap, parseDocument, YAMLMap } from 'yaml';
import type { Complaint } from '../core/problem.ts';
import { bare, layOver, put } from './overrides.ts';
import { copyOf, isMap } from './written-choices.ts';
import {
  dashColumn,
  inserting,
  insertingLines,
  keyColumn,
  linesOf,
  nodeAt,
  type Path,
  removing,
  type Source,
  setting,
  spliced,
} from './yaml-splice.ts';
import { readYaml } from './yaml-text.ts';

export type { Path } from './yaml-splice.ts';

/** A change of what a YAML text says. */
export type Edit =
  | { do: 'set'; path: Path; value: unknown }
  | { do: 'remove'; path: Path }
  /** The path ends with the place in a list that the new item will have. */
  | { do: 'insert'; path: Path; value: unknown }
  /** From one place of a list to a place of a list as they are once the item was taken out. */
  | { do: 'move'; from: Path; to: Path };

/**
 * The text with edits made one after the other. Lines of what is not edited stay as they are to the byte; comments and
 * empty lines stay, but those inside of what is removed or replaced. The text must be YAML that can be read.
 */
export function editText(text: string, edits: readonly Edit[]): string {
  const sets = edits.every((edit) => edit.do === 'set');
  if (sets && edits.length > 1) {
    const source = sourceOf(text);
    const splices = edits.map((edit) => edit.do === 'set' && setting(source, edit.path, edit.value));
    if (splices.every((one) => one)) {
      const once = spliced(text, splices as Exclude<(typeof splices)[number], false | undefined>[]);
      if (says(once, edits.reduce(applied, dataOf(text)))) return once;
    }
  }
  return edits.reduce(edited, text);
}

/** The text of a study with an overlay written into it, laid over it as `holling run --overlay` lays it. */
export function overlayInText(text: string, overlay: Record<string, unknown>): string {
  const before = dataOf(text);
  const complaints: Complaint[] = [];
  const laid = { file: '', digest: '', text: readYaml('{}', '') };
  const after = layOver(copyOf(before), [{ path: [], value: overlay, overlay: laid }], complaints);
  return editText(text, editsTo(before, after));
}

/** The least edits that make one value of the other, key by key and, in lists of the same length, item by item. */
export function editsTo(before: unknown, after: unknown, path: Path = []): Edit[] {
  if (isSame(before, after)) return [];
  const whole: Edit[] = [{ do: 'set', path, value: after }];
  if (Array.isArray(before) && Array.isArray(after)) {
    const isAlike =
      before.length === after.length && [...before, ...after].some((one) => isMap(one) || Array.isArray(one));
    return isAlike ? before.flatMap((one, i) => editsTo(one, after[i], [...path, i])) : whole;
  }
  if (!isMap(before) || !isMap(after)) return whole;
  const kept = Object.keys(before).filter((key) => Object.hasOwn(after, key));
  if (path.length > 0 && kept.length === 0) return whole;
  return [
    ...Object.keys(before)
      .filter((key) => !Object.hasOwn(after, key))
      .map((key): Edit => ({ do: 'remove', path: [...path, key] })),
    ...Object.keys(after).flatMap((key): Edit[] =>
      Object.hasOwn(before, key)
        ? editsTo(before[key], after[key], [...path, key])
        : [{ do: 'set', path: [...path, key], value: after[key] }],
    ),
  ];
}

/** The same edit of the value that the text says. */
export function applied(value: unknown, edit: Edit): unknown {
  const root = copyOf(value) as Record<string, unknown>;
  const listAt = (path: Path) => at(root, path.slice(0, -1)) as unknown[];
  if (edit.do === 'set') put(root, edit.path.map(String), bare(edit.value));
  else if (edit.do === 'insert') listAt(edit.path).splice(Number(edit.path.at(-1)), 0, bare(edit.value));
  else if (edit.do === 'remove') takenOut(root, edit.path);
  else {
    const item = takenOut(root, edit.from);
    listAt(edit.to).splice(Number(edit.to.at(-1)), 0, item);
  }
  return root;
}

function takenOut(root: unknown, path: Path): unknown {
  const holder = at(root, path.slice(0, -1));
  const key = path.at(-1)!;
  if (Array.isArray(holder)) return holder.splice(Number(key), 1)[0];
  const map = holder as Record<string, unknown>;
  const item = map[key];
  delete map[key];
  return item;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((here, key) => (here as Record<string, unknown> | undefined)?.[key], value);
}

function edited(text: string, edit: Edit): string {
  const after = applied(dataOf(text), edit);
  const found = withSplices(text, edit);
  if (found !== undefined && says(found, after)) return found;
  const rewritten = withSection(text, edit);
  if (says(rewritten, after)) return rewritten;
  throw new Error(`the text could not be edited: ${JSON.stringify(edit)}`);
}

function withSplices(text: string, edit: Edit): string | undefined {
  const source = sourceOf(text);
  if (edit.do === 'move') return moved(source, edit.from, edit.to);
  const found =
    edit.do === 'set'
      ? setting(source, edit.path, edit.value)
      : edit.do === 'insert'
        ? inserting(source, edit.path, edit.value)
        : removing(source, edit.path);
  return found && spliced(text, [found]);
}

/** Moves the lines of an item as they are; what stands between brackets is written anew, unless it has comments. */
function moved(source: Source, from: Path, to: Path): string | undefined {
  const out = removing(source, from);
  const list = nodeAt(source, from.slice(0, -1));
  if (!out || !isSeq(list)) return undefined;
  const rest = spliced(source.text, [out]);
  const left = sourceOf(rest);
  const lines = list.flow ? undefined : linesOf(source, list, Number(from.at(-1)));
  const into = nodeAt(left, to.slice(0, -1));
  if (lines && isSeq(into) && (!into.flow || into.items.length === 0)) {
    const written = source.text
      .slice(lines.from, lines.to)
      .replace(/\r?\n$/, '')
      .split(/\r?\n/);
    const column = dashColumn(source, list)!;
    const key = keyColumn(left, to.slice(0, -1));
    const wanted = dashColumn(left, into) ?? (key === undefined ? undefined : key + 2);
    if (wanted === undefined) return undefined;
    const shifted = written.map((line) => shiftedBy(line, wanted - column));
    if (into.items.length > 0) {
      const splice = insertingLines(left, to, shifted);
      return splice && spliced(rest, [splice]);
    }
    const [start, end] = into.range!;
    const after = /^[ \t]*/.exec(rest.slice(0, start).split('').reverse().join(''))![0].length;
    return spliced(rest, [
      { from: start - after, to: end, text: shifted.map((line) => left.newline + line).join('') },
    ]);
  }
  const [start, end] = (nodeAt(source, from)?.range ?? [0, 0]) as [number, number, number];
  if (source.text.slice(start, end).includes('#')) return undefined;
  const splice = inserting(left, to, at(dataOf(source.text), from));
  return splice && spliced(rest, [splice]);
}

function shiftedBy(line: string, columns: number): string {
  if (line.trim() === '') return line;
  const indent = /^ */.exec(line)![0].length;
  return ' '.repeat(Math.max(0, indent + columns)) + line.slice(indent);
}

/** The text with the sections of an edit written anew by the library, which keeps comments but not the layout. */
function withSection(text: string, edit: Edit): string {
  const { document } = sourceOf(text);
  const paths = edit.do === 'move' ? [edit.from, edit.to] : [edit.path];
  for (const path of paths)
    path.forEach((_, i) => {
      const holder = document.getIn(path.slice(0, i), true);
      if (isCollection(holder)) holder.flow = false;
    });
  if (edit.do === 'set') document.setIn(edit.path, document.createNode(edit.value));
  else if (edit.do === 'remove') document.deleteIn(edit.path);
  else {
    const node = edit.do === 'move' ? document.getIn(edit.from, true) : document.createNode(edit.value);
    if (edit.do === 'move') document.deleteIn(edit.from);
    const path = edit.do === 'move' ? edit.to : edit.path;
    const list = document.getIn(path.slice(0, -1));
    if (isSeq(list)) list.items.splice(Number(path.at(-1)), 0, node);
  }
  const source = sourceOf(text);
  const sections = [...new Set(paths.map(([section]) => String(section)))];
  const splices = sections.map((section) => sectionAnew(source, document, section));
  return splices.every((one) => one !== undefined)
    ? spliced(text, splices)
    : document.toString({ lineWidth: 0 });
}

/** A section of the text as the document has it now; undefined where it cannot be told from what stands around it. */
function sectionAnew(source: Source, document: Document, section: string) {
  const before = source.document.contents;
  if (!isYamlMap(document.contents) || !isYamlMap(before)) return undefined;
  const isOwn = ({ key }: { key: unknown }) => String(key) === section;
  const pair = document.contents.items.find(isOwn);
  const place = before.items.findIndex(isOwn);
  const lines = pair && place >= 0 ? linesOf(source, before, place) : undefined;
  if (!pair || !lines) return undefined;
  const alone = new Document(new YAMLMap());
  const key = pair.key as { commentBefore?: string | null; spaceBefore?: boolean };
  key.spaceBefore = false;
  if (place === 0) key.commentBefore = null;
  (alone.contents as YAMLMap).items.push(pair);
  return { ...lines, text: alone.toString({ lineWidth: 0 }) };
}

function sourceOf(text: string): Source {
  const document = parseDocument(text, { keepSourceTokens: true, merge: false });
  return { text, document, newline: text.includes('\r\n') ? '\r\n' : '\n' };
}

function dataOf(text: string): unknown {
  const { value, problems } = readYaml(text, 'study.yaml');
  if (problems.length > 0) throw new RangeError(`invalid text: ${problems[0]!.saw.en}`);
  return value;
}

function says(text: string, value: unknown): boolean {
  const { value: found, problems } = readYaml(text, 'study.yaml');
  return problems.length === 0 && isSame(found, value);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
