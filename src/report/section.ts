import type { Grid } from '../figures/grid.ts';
import type { Result } from '../study/result.ts';
import type { Words } from './words.ts';

/** What every part of the report is made from. */
export interface Context {
  result: Result;
  lang: 'en' | 'zh';
  /** Name and version of the software. */
  software: string;
}

/** One part of a section; parts that the result has nothing for are left out. */
export type Block =
  | {
      /** The id of a figure; it is left out when there is no such figure or it is not available. */
      figure: string;
      /** The options of each drawing of it; one drawing with its defaults when absent. */
      each?(result: Result): readonly object[];
    }
  | { grids(context: Context): readonly Grid[] }
  /** Sentences of one paragraph. */
  | { sentences(result: Result, lang: 'en' | 'zh'): readonly string[]; lead?: boolean }
  | { heading?: keyof Words; items(context: Context): readonly string[] }
  /** Made of escaped text. */
  | { html(context: Context): string };

export interface Section {
  id: string;
  title: keyof Words;
  blocks: readonly Block[];
}
