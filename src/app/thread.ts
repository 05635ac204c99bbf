import type { Question } from '../study/import/reading.ts';

/** What a thread is told of the terminal that another one holds. */
export interface Surroundings {
  words: readonly string[];
  interactive: boolean;
  width?: number | undefined;
  canAsk: boolean;
}

export type ToThread = { stop: true } | { answer: string | undefined };

export type FromThread =
  | { out: string }
  | { err: string }
  | { question: Question; lang: 'en' | 'zh' }
  | { hears: true }
  | { code: number };
