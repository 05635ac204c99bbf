import { stringify } from 'yaml';
import { isMap } from './written-choices.ts';

/** Columns up to which a list or map is written on one line. */
const WIDTH = 100;

/** A value on one line, as it may stand inside brackets. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (!isMap(value)) return scalarText(value);
  const pairs = Object.entries(value).map(([key, inner]) => `${scalarText(key)}: ${flowText(inner)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** Whether a value stands on the line of its key: what is short and not nested deeply, as people write it. */
export function isOneLine(value: unknown, column: number): boolean {
  if (!isCollection(value) || isEmpty(value)) return true;
  return depthOf(value) <= 2 && column + flowText(value).length <= WIDTH;
}

/** The lines of a map or list that begin in a column, the first without its indentation. */
export function blockLines(value: unknown, column: number): string[] {
  const indent = ' '.repeat(column);
  const lines: string[] = [];
  if (Array.isArray(value))
    for (const item of value) {
      const [first, ...rest] = isOneLine(item, column + 2) ? [flowText(item)] : blockLines(item, column + 2);
      lines.push(`${indent}- ${first}`, ...rest);
    }
  else
    for (const [key, inner] of Object.entries(value as object)) {
      const name = scalarText(key);
      if (isOneLine(inner, column + name.length + 2)) lines.push(`${indent}${name}: ${flowText(inner)}`);
      else lines.push(`${indent}${name}:`, ...blockLinesBelow(inner, column));
    }
  lines[0] = lines[0]!.trimStart();
  return lines;
}

/** The lines of a map or list that stands below a key in a column. */
export function blockLinesBelow(value: unknown, column: number): string[] {
  const [first, ...rest] = blockLines(value, column + 2);
  return [' '.repeat(column + 2) + first, ...rest];
}

function scalarText(value: unknown): string {
  return stringify([value], { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false })
    .trim()
    .slice(1, -1)
    .trim();
}

function isCollection(value: unknown): value is object {
  return Array.isArray(value) || isMap(value);
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

function depthOf(value: unknown): number {
  return isCollection(value) ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
}
