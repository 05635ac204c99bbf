import { parseDocument } from 'yaml';
import type { Overlay } from './protocol.ts';

export interface Edit {
  path: string[];
  value: unknown;
}

/** What an overlay sets, place by place: maps merge key by key, but the choice of a method is replaced whole. */
export function leavesOf(overlay: Overlay): Edit[] {
  const edits: Edit[] = [];
  const visit = (value: unknown, path: string[]) => {
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    const isMethod = path.length === 2 && path[0] === 'method';
    if (!isMap || isMethod || Object.keys(value).length === 0) edits.push({ path, value });
    else for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  };
  visit(overlay, []);
  return edits.filter(({ path }) => path.length > 0);
}

/** The text of a study file with places of it set; comments and the order of keys stay. */
export function editStudyText(text: string, edits: readonly Edit[]): string {
  const document = parseDocument(text, { keepSourceTokens: true });
  for (const { path, value } of edits) document.setIn(path, document.createNode(value));
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
