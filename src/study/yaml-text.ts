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
import type { Locate, Problem } from '../core/problem.ts';

type Path = readonly (string | number)[];

/** A YAML text that was read: its plain value, unless it cannot be trusted, and where each key stands. */
export interface YamlText {
  value: unknown;
  problems: Problem[];
  locate: Locate;
  /** How many keys of a path stand in the text. */
  depth(path: Path): number;
}

/**
 * Reads YAML without aliases and merge keys. Maps of the value have no prototype, and keys are text as written:
 * an id may be called `__proto__` or 2010.
 */
export function readYaml(text: string, file: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
  const syntaxErrors = document.errors.map((error) => syntax(error, lines, file));
  const problems = syntaxErrors.length > 0 ? syntaxErrors : aliasesOf(document, lines, file);
  return {
    value: problems.length > 0 ? undefined : plain(document.contents),
    problems,
    locate: locator(document, lines, file),
    depth: (path) => deepest(document, path).depth,
  };
}

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

/** A key as it is written. */
export function keyText(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key);
}

function locator(document: Document, lines: LineCounter, file: string): Locate {
  return (path) => {
    const name = path.join('.');
    const { at } = deepest(document, path);
    if (at === undefined) return name ? `${file} ${name}` : file;
    const { line, col } = lines.linePos(at);
    return `${file}:${line}:${col}${name ? ` ${name}` : ''}`;
  };
}

/** The deepest part of a path that exists: its offset, and how many keys lead there. */
function deepest(document: Document, path: Path): { at: number | undefined; depth: number } {
  let node: unknown = document.contents;
  let at: number | undefined = isYamlNode(node) ? node.range?.[0] : undefined;
  for (const [depth, key] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item.key) === String(key));
      if (!isPair(pair)) return { at, depth };
      at = (isYamlNode(pair.key) ? pair.key.range?.[0] : undefined) ?? at;
      node = pair.value;
    } else if (isYamlNode(node) && 'items' in node) {
      node = (node.items as unknown[])[key as number];
      if (node === undefined) return { at, depth };
      at = (isYamlNode(node) ? node.range?.[0] : undefined) ?? at;
    } else return { at, depth };
  }
  return { at, depth: path.length };
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
