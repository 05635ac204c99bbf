import type { Complaint, Locate, Problem } from '../core/problem.ts';
import { readYaml, type YamlText } from './yaml-text.ts';

type Path = readonly (string | number)[];
type Map = Record<string, unknown>;

/** Something to put over what the study file says. */
export interface Override {
  /** Keys below the study, e.g. `method`, `weight`; empty for an overlay. */
  path: string[];
  value: unknown;
  /** An overlay file: its maps merge key by key, and its faults are told with its own lines. */
  overlay?: { file: string; digest: string; text: Pick<YamlText, 'locate' | 'depth'> };
}

/** Reads an overlay: a YAML map with any part of a study. */
export function readOverlay(
  text: string,
  file: string,
  digest: string,
): { override?: Override; problems: Problem[] } {
  const read = readYaml(text, file);
  if (read.problems.length > 0) return { problems: read.problems };
  if (!isMap(read.value)) return { problems: [notAnOverlay(file)] };
  return { override: { path: [], value: read.value, overlay: { file, digest, text: read } }, problems: [] };
}

/** The value of a study with overrides laid over it, each above those before. */
export function layOver(
  raw: unknown,
  overrides: readonly Override[],
  complaints: Complaint[],
): Record<string, unknown> {
  const study = isMap(raw) ? raw : Object.create(null);
  const nodes = nodeIds(study.index);
  for (const { path, value, overlay } of overrides) {
    if (overlay) merge(study, value as Map, [], nodes);
    else if (!put(study, path, bare(value))) complaints.push(noSuchPlace(path));
  }
  return study;
}

/** Where a key stands: on the command line, in the overlay that says it, or else in the study file. */
export function locateOver(study: YamlText, overrides: readonly Override[]): Locate {
  return (path) => {
    const isSet = overrides.some(
      (one) => !one.overlay && one.path.every((key, i) => String(path[i]) === key),
    );
    if (isSet) return `--set ${path.join('.')}`;
    const below = study.depth(path);
    const over = overrides.findLast((one) => one.overlay && says(one, path, below));
    return (over?.overlay?.text ?? study).locate(path);
  };
}

/** Whether an overlay decides what stands at a path: it replaces a part of it, or says more of it than the file below. */
function says({ value, overlay }: Override, path: Path, below: number): boolean {
  let here = value;
  for (const key of path) {
    if (!isMap(here)) return true;
    if (!Object.hasOwn(here, key)) return overlay!.text.depth(path) > below;
    here = here[key];
  }
  return !isMap(here) || below < path.length;
}

function merge(target: Map, over: Map, path: readonly string[], nodes: ReadonlySet<string>): void {
  for (const [key, value] of Object.entries(over)) {
    const before = target[key];
    const here = [...path, key];
    if (isMap(value) && isMap(before) && !isAnotherChoice(before, value, here, nodes))
      merge(before, value, here, nodes);
    else target[key] = bare(value);
  }
}

/** A method is one choice: a map that names another method takes the place of the old one instead of joining it. */
function isAnotherChoice(before: Map, over: Map, path: readonly string[], nodes: ReadonlySet<string>) {
  if (path[0] !== 'method' || path.length < 2) return false;
  const perNode = (map: Map) => Object.keys(map).every((key) => key === 'default' || nodes.has(key));
  if (path.length === 2 || (path.length === 3 && (nodes.has(path[2]!) || path[2] === 'default'))) {
    if (perNode(before) && perNode(over)) return false;
    const [first, second] = [Object.keys(before), Object.keys(over)];
    return !(first.length === 1 && second.length === 1 && first[0] === second[0]);
  }
  return false;
}

/** Ids of the nodes (not indicators) of a written index. */
function nodeIds(index: unknown, found: Set<string> = new Set()): Set<string> {
  if (isMap(index) && Array.isArray(index.children)) {
    if (typeof index.id === 'string') found.add(index.id);
    for (const child of index.children) nodeIds(child, found);
  }
  return found;
}

/** Puts a value at a path, making maps on the way; false where the way leads into a list that has no such place. */
export function put(root: Map, path: readonly string[], value: unknown): boolean {
  let here: Map | unknown[] = root;
  for (const [i, key] of path.entries()) {
    if (Array.isArray(here) && !(/^\d+$/.test(key) && Number(key) <= here.length)) return false;
    const holder = here as Map;
    if (i === path.length - 1) holder[key] = value;
    else {
      const next = Object.hasOwn(holder, key) ? holder[key] : undefined;
      if (!isMap(next) && !Array.isArray(next)) holder[key] = Object.create(null);
      here = holder[key] as Map | unknown[];
    }
  }
  return true;
}

/** The same value with maps that have no prototype, as those of a study file. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (!isMap(value)) return value;
  const map: Map = Object.create(null);
  for (const key of Object.keys(value)) map[key] = bare(value[key]);
  return map;
}

function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notAnOverlay(file: string): Problem {
  return {
    code: 'overlay/not-a-map',
    where: file,
    saw: { en: 'no keys', zh: '没有任何键' },
    why: {
      en: 'an overlay is a map with any part of a study, to be laid over it',
      zh: '叠加文件应为映射，写出要覆盖研究文件的部分',
    },
    fix: { en: 'write e.g. method: { weight: equal }', zh: '例如写 method: { weight: equal }' },
  };
}

function noSuchPlace(path: readonly string[]): Complaint {
  return {
    code: 'usage/set',
    path,
    saw: { en: path.join('.'), zh: path.join('.') },
    why: { en: 'the way leads into a list that has no such place', zh: '该路径进入列表，而列表中没有此位置' },
    fix: {
      en: 'name items of a list by their place, from 0: data.0.file',
      zh: '列表项以从 0 开始的序号表示：data.0.file',
    },
  };
}
