import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
} from 'yaml';
import { blockLines, blockLinesBelow, flowText, isOneLine } from './yaml-render.ts';
import { keyText } from './yaml-text.ts';

export type Path = readonly (string | number)[];
/** A part of a text that another takes the place of. */
export interface Splice {
  from: number;
  to: number;
  text: string;
}
/** A YAML text with its nodes. */
export interface Source {
  text: string;
  document: Document;
  /** The end of a line, as most of the text has it. */
  newline: string;
}
type Holder = YAMLMap | YAMLSeq;

/** What has to be put where, so that a place holds a value; undefined where the text is written too unusually to say. */
export function setting(source: Source, path: Path, value: unknown): Splice | undefined {
  const { holder, depth } = deepest(source, path);
  if (!holder) return undefined;
  if (depth === path.length) return replacing(source, path, value);
  const rest = path.slice(depth + 1);
  const whole = rest.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  const key = path[depth]!;
  if (isSeq(holder)) return inserting(source, [...path.slice(0, depth), key], whole);
  if (!isMap(holder)) return replacing(source, path.slice(0, depth), { [key]: whole });
  return adding(source, holder, path.slice(0, depth), String(key), whole);
}

/** Puts an item into a list before the one that has its place now. */
export function inserting(source: Source, path: Path, value: unknown): Splice | undefined {
  const at = Number(path.at(-1));
  const list = nodeAt(source, path.slice(0, -1));
  if (!isSeq(list) || !(at >= 0 && at <= list.items.length)) return undefined;
  if (list.items.length === 0) return replacing(source, path.slice(0, -1), [value]);
  if (list.flow) return inFlow(source, list, at, flowText(value));
  const dash = dashOf(list, 0);
  if (dash === undefined) return undefined;
  const column = columnOf(source, dash);
  const lines = blockLines([value], column);
  return insertingLines(source, path, [' '.repeat(column) + lines[0]!, ...lines.slice(1)]);
}

/** Puts whole lines into a list that is written with dashes. */
export function insertingLines(source: Source, path: Path, lines: readonly string[]): Splice | undefined {
  const { text, newline } = source;
  const at = Number(path.at(-1));
  const list = nodeAt(source, path.slice(0, -1));
  if (!isSeq(list) || list.flow || list.items.length === 0) return undefined;
  if (at < list.items.length) {
    const dash = dashOf(list, at);
    if (dash === undefined || !isLineStart(source, dash)) return undefined;
    const from = leadOf(source, dash);
    return { from, to: from, text: lines.map((line) => line + newline).join('') };
  }
  const end = lineEnd(text, endOf(list));
  return { from: end, to: end, text: lines.map((line) => newline + line).join('') };
}

/** What has to be taken away, so that a key or an item is no longer there. */
export function removing(source: Source, path: Path): Splice | undefined {
  const parent = nodeAt(source, path.slice(0, -1));
  if (!isMap(parent) && !isSeq(parent)) return undefined;
  const at = placeIn(parent, path.at(-1)!);
  if (at < 0) return undefined;
  if (parent.items.length === 1)
    return path.length === 1 ? undefined : replacing(source, path.slice(0, -1), isSeq(parent) ? [] : {});
  if (parent.flow) return outOfFlow(parent, at);
  const start = startOf(parent, at);
  if (start === undefined) return undefined;
  if (isLineStart(source, start)) return linesOf(source, parent, at);
  const next = startOf(parent, at + 1);
  return next === undefined || isSeq(parent) ? undefined : { from: start, to: next, text: '' };
}

/** The whole lines of an item: comments straight above it (but above the first, which are of all), it, and deeper comments below. */
export function linesOf(source: Source, parent: Holder, at: number): Splice | undefined {
  const { text } = source;
  const start = startOf(parent, at);
  if (start === undefined || !isLineStart(source, start)) return undefined;
  const column = columnOf(source, start);
  const from = at === 0 ? start - column : leadOf(source, start);
  let to = nextLine(text, endOfItem(parent, at));
  for (;;) {
    const line = text.slice(to, lineEnd(text, to));
    const indent = /^ *(?=#)/.exec(line)?.[0].length ?? -1;
    if (indent <= column || to >= text.length) break;
    to = nextLine(text, to);
  }
  return { from, to, text: '' };
}

/** The column in which the dashes of a list stand. */
export function dashColumn(source: Source, list: YAMLSeq): number | undefined {
  const dash = list.flow || list.items.length === 0 ? undefined : dashOf(list, 0);
  return dash === undefined ? undefined : columnOf(source, dash);
}

/** The column of the key at the end of a path. */
export function keyColumn(source: Source, path: Path): number | undefined {
  const parent = nodeAt(source, path.slice(0, -1));
  const pair = isMap(parent) && !parent.flow ? parent.items[placeIn(parent, path.at(-1)!)] : undefined;
  const start = pair ? keyStart(pair) : undefined;
  return start === undefined ? undefined : columnOf(source, start);
}

export function nodeAt({ document }: Source, path: Path): YamlNode | undefined {
  let node = document.contents as YamlNode | null;
  for (const key of path) {
    if (!isMap(node) && !isSeq(node)) return undefined;
    const item = node.items[placeIn(node, key)];
    node = (isMap(node) ? ((item as Pair | undefined)?.value ?? null) : (item ?? null)) as YamlNode | null;
  }
  return node ?? undefined;
}

/** Splices that do not overlap, put in one after the other from the end. */
export function spliced(text: string, splices: readonly Splice[]): string {
  const inOrder = splices.map((one, i) => ({ ...one, i })).sort((a, b) => b.from - a.from || b.i - a.i);
  return inOrder.reduce((so, { from, to, text: part }) => so.slice(0, from) + part + so.slice(to), text);
}

function deepest(source: Source, path: Path): { holder: YamlNode | null; depth: number } {
  let depth = 0;
  let holder = source.document.contents as YamlNode | null;
  while (depth < path.length && (isMap(holder) || isSeq(holder))) {
    if (placeIn(holder, path[depth]!) < 0) break;
    depth++;
    holder = nodeAt(source, path.slice(0, depth)) ?? holder;
    if (!nodeAt(source, path.slice(0, depth))) break;
  }
  return { holder, depth };
}

function replacing(source: Source, path: Path, value: unknown): Splice | undefined {
  const parent = nodeAt(source, path.slice(0, -1));
  if (!isMap(parent) && !isSeq(parent)) return undefined;
  const at = placeIn(parent, path.at(-1)!);
  const old = nodeAt(source, path);
  if (parent.flow) {
    if (!old?.range || old.range[0] === old.range[1]) return undefined;
    return { from: old.range[0], to: old.range[1], text: flowText(value) };
  }
  return isMap(parent)
    ? replacingBelowKey(source, parent.items[at]!, old, value)
    : replacingItem(source, parent, at, old, value);
}

function replacingBelowKey(
  { text, newline }: Source,
  pair: Pair,
  old: YamlNode | undefined,
  value: unknown,
): Splice | undefined {
  const colon = colonEnd(pair);
  const key = keyStart(pair);
  if (colon === undefined || key === undefined) return undefined;
  const column = key - lineStart(text, key);
  const isThere = old?.range !== undefined && old.range !== null && old.range[1] > old.range[0];
  const from = isThere ? old.range![0] : colon;
  const end = isThere ? endOf(old) : colon;
  const between = text.slice(colon, from);
  const isOnLine = !between.includes('\n');
  const isInline = isOneLine(value, column + (colon - key) + 1);
  if (isThere && isOnLine && isInline) return { from, to: end, text: flowText(value) };
  const [first = '', ...below] = between.split(/\r?\n/);
  const after = isOnLine ? text.slice(end, lineEnd(text, end)) : '';
  const comment = (isOnLine ? after : first).trim();
  const own = below.filter((line) => line.trim().startsWith('#'));
  const lines = isInline
    ? [` ${flowText(value)}${comment && ` ${comment}`}`, ...own]
    : [comment && ` ${comment}`, ...own, ...blockLinesBelow(value, column)];
  return { from: colon, to: isOnLine ? end + after.length : end, text: lines.join(newline) };
}

function replacingItem(
  source: Source,
  list: YAMLSeq,
  at: number,
  old: YamlNode | undefined,
  value: unknown,
): Splice | undefined {
  const dash = dashOf(list, at);
  if (dash === undefined || !old?.range || old.range[0] === old.range[1]) return undefined;
  const from = old.range[0];
  if (source.text.slice(dash, from).includes('\n')) return undefined;
  const column = columnOf(source, from);
  const lines = isOneLine(value, column) ? [flowText(value)] : blockLines(value, column);
  return { from, to: endOf(old), text: lines.join(source.newline) };
}

function adding(source: Source, map: YAMLMap, path: Path, key: string, value: unknown): Splice | undefined {
  if (map.items.length === 0)
    return path.length === 0 ? undefined : replacing(source, path, { [key]: value });
  if (map.flow) return inFlow(source, map, map.items.length, flowText({ [key]: value }).slice(2, -2));
  const first = keyStart(map.items[0]!);
  if (first === undefined) return undefined;
  const column = columnOf(source, first);
  const lines = blockLines({ [key]: value }, column);
  const end = lineEnd(source.text, endOf(map));
  return {
    from: end,
    to: end,
    text: source.newline + ' '.repeat(column) + lines.join(source.newline),
  };
}

/** Puts the text of an item between brackets, on a line of its own where the others have one. */
function inFlow(source: Source, holder: Holder, at: number, item: string): Splice | undefined {
  const near = startOf(holder, Math.min(at, holder.items.length - 1));
  if (near === undefined) return undefined;
  const gap = isLineStart(source, near) ? source.newline + ' '.repeat(columnOf(source, near)) : ' ';
  if (at < holder.items.length) return { from: near, to: near, text: `${item},${gap}` };
  const end = endOfItem(holder, at - 1);
  return { from: end, to: end, text: `,${gap}${item}` };
}

function outOfFlow(holder: Holder, at: number): Splice | undefined {
  if (at > 0) return { from: endOfItem(holder, at - 1), to: endOfItem(holder, at), text: '' };
  const [start, next] = [startOf(holder, 0), startOf(holder, 1)];
  return start === undefined || next === undefined ? undefined : { from: start, to: next, text: '' };
}

function placeIn(holder: Holder, key: string | number): number {
  if (isMap(holder)) return holder.items.findIndex((item) => keyText(item.key) === String(key));
  const at = Number(key);
  return Number.isInteger(at) && at >= 0 && at < holder.items.length ? at : -1;
}

function startOf(holder: Holder, at: number): number | undefined {
  if (isMap(holder)) {
    const pair = holder.items[at];
    return pair && keyStart(pair);
  }
  return holder.flow
    ? ((holder.items[at] as YamlNode | undefined)?.range?.[0] ?? undefined)
    : dashOf(holder, at);
}

function endOfItem(holder: Holder, at: number): number {
  const item = holder.items[at]!;
  if (!isMap(holder)) {
    const end = endOf(item as YamlNode);
    return end >= 0 ? end : (dashOf(holder as YAMLSeq, at) ?? 0) + 1;
  }
  const pair = item as Pair;
  const end = pair.value ? endOf(pair.value as YamlNode) : -1;
  return Math.max(end, colonEnd(pair) ?? -1, (pair.key as YamlNode).range?.[1] ?? -1);
}

/** Where what is written of a node ends: without the comments and empty lines behind it; -1 for nothing written. */
function endOf(node: YamlNode): number {
  if ((isMap(node) || isSeq(node)) && !node.flow) return endOfItem(node, node.items.length - 1);
  const [from, to] = node.range ?? [-1, -1];
  if (from === to) return -1;
  // A block of text takes in the empty lines that follow it.
  const { source } = (node.srcToken ?? {}) as { source?: string };
  const isBlock = isScalar(node) && node.type?.startsWith('BLOCK') === true && source !== undefined;
  return isBlock ? to - (source.length - source.trimEnd().length) : to;
}

function keyStart(pair: Pair): number | undefined {
  return (pair.key as YamlNode | null)?.range?.[0];
}

interface Token {
  type: string;
  offset: number;
}

function colonEnd(pair: Pair): number | undefined {
  const { sep } = (pair.srcToken ?? {}) as { sep?: Token[] };
  const colon = sep?.find(({ type }) => type === 'map-value-ind');
  return colon && colon.offset + 1;
}

function dashOf(list: YAMLSeq, at: number): number | undefined {
  const { items } = (list.srcToken ?? {}) as { items?: { start: Token[] }[] };
  return items?.[at]?.start.find(({ type }) => type === 'seq-item-ind')?.offset;
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const last = end < 0 ? text.length : end;
  return text[last - 1] === '\r' && last > at ? last - 1 : last;
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function columnOf({ text }: Source, at: number): number {
  return at - lineStart(text, at);
}

function isLineStart({ text }: Source, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '';
}

/** Where the comments begin that stand straight above a place, in its column. */
function leadOf(source: Source, at: number): number {
  const { text } = source;
  const column = columnOf(source, at);
  let from = at - column;
  while (from > 0) {
    const above = lineStart(text, from - 1);
    if ((/^ *(?=#)/.exec(text.slice(above, from))?.[0].length ?? -1) !== column) break;
    from = above;
  }
  return from;
}
