import type { Note } from '../core/note.ts';
import type { Problem } from '../core/problem.ts';
import type { Text } from '../core/text.ts';

/** Tables that are to be imported, with what was answered so far. */
export interface ImportRequest {
  files: { name: string; base64: string }[];
  answers: Record<string, string>;
  /** The study that they join; without one, `name` makes a new one. */
  study?: string;
  name?: string;
}

export interface ImportQuestion {
  id: string;
  where: string;
  text: Text;
  samples: string[];
  /** Empty for a free answer. */
  choices: { id: string; text: Text }[];
  several?: boolean;
  usual?: string;
  answer: string | null;
}

export interface ImportRow {
  unit: string;
  period: number;
  title: Text;
  measured: string | null;
  value: number | null;
  cell: string;
}

/** What an import would bring. */
export interface ImportPreview {
  sheets: { id: string; sentence: Text | null; values: number; rows: ImportRow[] }[];
  questions: ImportQuestion[];
  /** Questions that must be answered first. */
  open: string[];
  units: unknown[];
  periods: number[];
  indicators: unknown[];
  values: number;
  missing: number;
  recipe: string | null;
  problems: Problem[];
  notes: Note[];
}

/** What was written; `id` of a study that was made. */
export interface Imported {
  id?: string;
}

/** The most that is sent at once, in base64 as it travels; the server refuses more. */
export const MOST_BYTES = 64 * 2 ** 20;

/** Bytes of files as base64, with their names and the rest of the request. */
export function sentSize(files: readonly { name: string; size: number }[]): number {
  return files.reduce((sum, { name, size }) => sum + 4 * Math.ceil(size / 3) + name.length + 40, 4096);
}

/** A file as the server takes it. */
export function encoded(file: File): Promise<{ name: string; base64: string }> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const text = String(reader.result);
      resolve({ name: file.name, base64: text.slice(text.indexOf(',') + 1) });
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error(file.name)));
    reader.readAsDataURL(file);
  });
}

/** A name for a study after a file, which a folder can have. */
export function studyName(file: string): string {
  const plain = file
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain.slice(0, 60) || 'study';
}

/**
 * A place in a file as the page names it: files that are handed over lie in a folder that their user never saw.
 * @example fileOf('import/files/yearbook.xlsx!2-1:C3') // => 'yearbook.xlsx!2-1:C3'
 */
export function fileOf(place: string): string {
  return place.replace(/^import\/files\//, '');
}
