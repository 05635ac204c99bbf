import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isNode as isYamlNode,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { Complaint, Locate, Problem } from '../core/problem.ts';
import { placed } from '../core/problem.ts';
import type { Text } from '../core/text.ts';
import type { Indicator, Node } from '../core/tree.ts';
import { checkStudy } from './check-study.ts';
import { complaintsOf, unknownKey } from './issues.ts';
import { type Study, sections, type UnitsSection, type WrittenSections } from './study.ts';

/** A study file that was read: the study, unless a section is unusable, and every problem found. */
export interface Parsed {
  study?: Study;
  problems: Problem[];
  locate: Locate;
}

type Path = readonly (string | number)[];
/** A value to put over what the file says: keys below the study, e.g. `method.weight`. */
export interface Override {
  path: string[];
  value: unknown;
}

/**
 * Reads the text of a `study.yaml`. Every problem is listed with its line; sections are checked one by one,
 * so that a fault in one does not hide the faults of the others.
 */
export function parseStudy(text: string, file = 'study.yaml', overrides: readonly Override[] = []): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
  const locate = locator(document, lines, file, overrides);
  if (document.errors.length > 0)
    return { problems: document.errors.map((error) => syntax(error, lines, file)), locate };

  const aliases = aliasesOf(document, lines, file);
  if (aliases.length > 0) return { problems: aliases, locate };

  const complaints: Complaint[] = [];
  for (const { path, value } of overrides) document.setIn(path, document.createNode(value));
  const raw = plain(document.contents) as Record<string, unknown> | null;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { problems: placed([notAMap()], locate), locate };
  }
  const newer = newerVersion(raw.version);
  if (newer) return { problems: placed([newer], locate), locate };

  const known = Object.keys(sections);
  for (const key of Object.keys(raw)) if (!known.includes(key)) complaints.push(unknownKey(key, known, []));
  const read: Record<string, unknown> = {};
  let usable = true;
  for (const [key, schema] of Object.entries(sections)) {
    const result = schema.safeParse(raw[key]);
    if (result.success) read[key] = result.data;
    else {
      usable = false;
      complaints.push(...complaintsOf(result.error.issues, schema, raw[key], [key]));
    }
  }
  complaints.push(...checkStudy(read as Partial<WrittenSections>));
  const problems = placed(complaints, locate);
  return usable && problems.length === 0
    ? { study: shape(read as WrittenSections), problems, locate }
    : { problems, locate };
}

/** The study with its texts in both languages, its periods spelled out and its tree typed. */
function shape(read: WrittenSections): Study {
  const { index, context, periods, title, units, ...rest } = read;
  return {
    ...rest,
    title: bothLanguages(title),
    units: unitsOf(units),
    periods: spelledOut(periods),
    index: treeOf(index) as Node,
    context: context.map(({ id, title: name, unit }) => ({
      id,
      title: bothLanguages(name ?? id),
      ...(unit === undefined ? {} : { unit: bothLanguages(unit) }),
    })),
  };
}

function unitsOf({ boundaries, excluded, ...rest }: WrittenSections['units']): UnitsSection {
  const { note, ...shapes } = boundaries ?? {};
  return {
    ...rest,
    ...(boundaries
      ? {
          boundaries: {
            ...(shapes as Omit<typeof boundaries, 'note'>),
            ...(note === undefined ? {} : { note: bothLanguages(note) }),
          },
        }
      : {}),
    excluded: Object.fromEntries(Object.entries(excluded).map(([key, why]) => [key, bothLanguages(why)])),
  };
}

function treeOf(written: WrittenSections['index']): Node | Indicator {
  const title = bothLanguages(written.title ?? written.id);
  if (written.children) return { id: written.id, title, children: written.children.map(treeOf) };
  return {
    id: written.id,
    title,
    direction: written.direction!,
    ...(written.unit === undefined ? {} : { unit: bothLanguages(written.unit) }),
    ...(written.formula === undefined ? {} : { formula: written.formula }),
  };
}

function bothLanguages(text: string | Text): Text {
  return typeof text === 'string' ? { en: text, zh: text } : text;
}

function spelledOut(periods: WrittenSections['periods']): number[] {
  if (Array.isArray(periods)) return [...periods].sort((a, b) => a - b);
  return Array.from({ length: periods.to - periods.from + 1 }, (_, i) => periods.from + i);
}

/**
 * The plain value of a YAML node, with maps that have no prototype: an id may be called `__proto__` or `constructor`.
 * Keys are text as written, so that an id such as 2010 stays what it is.
 */
function plain(node: unknown): unknown {
  if (isScalar(node)) return node.value;
  if (isMap(node)) {
    const map: Record<string, unknown> = Object.create(null);
    for (const { key, value } of node.items) map[keyText(key)] = plain(value);
    return map;
  }
  if (isYamlNode(node) && 'items' in node) return (node.items as unknown[]).map(plain);
  return node ?? null;
}

function keyText(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key);
}

function locator(
  document: Document,
  lines: LineCounter,
  file: string,
  overrides: readonly Override[],
): Locate {
  return (path) => {
    const name = path.join('.');
    if (overrides.some((one) => one.path.every((key, i) => String(path[i]) === key))) return `--set ${name}`;
    const at = rangeOf(document, byIndicator(document, path));
    if (at === undefined) return name ? `${file} ${name}` : file;
    const { line, col } = lines.linePos(at);
    return `${file}:${line}:${col}${name ? ` ${name}` : ''}`;
  };
}

/** Formulas are complained about by the id of their indicator; this finds where that stands in the tree. */
function byIndicator(document: Document, path: Path): Path {
  if (path.length !== 2 || path[1] !== 'formula') return path;
  const find = (node: unknown, here: Path): Path | undefined => {
    if (!isMap(node)) return undefined;
    if (node.get('id') === path[0]) return [...here, 'formula'];
    const children = node.get('children', true);
    const items = isYamlNode(children) && 'items' in children ? (children.items as unknown[]) : [];
    for (let i = 0; i < items.length; i++) {
      const found = find(items[i], [...here, 'children', i]);
      if (found) return found;
    }
    return undefined;
  };
  return find(document.get('index', true), ['index']) ?? path;
}

/** The offset of the deepest part of a path that exists. */
function rangeOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents;
  let at: number | undefined = isYamlNode(node) ? node.range?.[0] : undefined;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item.key) === String(key));
      if (!isPair(pair)) return at;
      at = (isYamlNode(pair.key) ? pair.key.range?.[0] : undefined) ?? at;
      node = pair.value;
    } else if (isYamlNode(node) && 'items' in node) {
      node = (node.items as unknown[])[key as number];
      at = (isYamlNode(node) ? node.range?.[0] : undefined) ?? at;
    } else return at;
  }
  return at;
}

function syntax(
  error: { message: string; pos: [number, number] },
  lines: LineCounter,
  file: string,
): Problem {
  const { line, col } = lines.linePos(error.pos[0]);
  const message = error.message.split('\n')[0]!.replace(/ at line.*$/, '');
  return {
    code: 'study/yaml',
    where: `${file}:${line}:${col}`,
    saw: { en: message, zh: message },
    why: {
      en: 'the file is not valid YAML, so nothing after this place can be trusted',
      zh: '文件不是有效的 YAML，其后的内容无法解读',
    },
    fix: {
      en: 'mend the indentation, quotation marks or repeated key at this place',
      zh: '请修正此处的缩进、引号或重复的键',
    },
  };
}

/** Aliases can repeat a value a billion times in a few lines; a study has no use for them. */
function aliasesOf(document: Document, lines: LineCounter, file: string): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Alias(_key, alias) {
      const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
      problems.push({
        code: 'study/alias',
        where: `${file}:${line}:${col}`,
        saw: { en: `the alias *${alias.source}`, zh: `别名 *${alias.source}` },
        why: { en: 'study files do not use YAML aliases', zh: '研究文件不使用 YAML 别名' },
        fix: { en: 'write the value out', zh: '请直接写出该值' },
      });
    },
  });
  return problems.slice(0, 100);
}

function notAMap(): Complaint {
  return {
    code: 'study/empty',
    path: [],
    saw: { en: 'no keys', zh: '没有任何键' },
    why: {
      en: 'a study file is a map with version, units, periods, data and index',
      zh: '研究文件应为含 version、units、periods、data、index 的映射',
    },
    fix: { en: 'start from "holling new <folder>"', zh: '可用 "holling new <文件夹>" 新建' },
  };
}

function newerVersion(version: unknown): Complaint | undefined {
  if (typeof version !== 'number' || version <= 1) return undefined;
  return {
    code: 'study/newer-version',
    path: ['version'],
    saw: { en: `version ${version}`, zh: `版本 ${version}` },
    why: {
      en: 'this Holling understands version 1; reading a newer study might miss what it says',
      zh: '本软件只支持版本 1，读取更新版本可能遗漏内容',
    },
    fix: { en: 'install a newer Holling', zh: '请安装更新版本的 Holling' },
  };
}
