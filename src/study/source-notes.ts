import type { Note } from '../core/note.ts';

/** A column of a variable that is computed is left alone. */
export function notRead(file: string, id: string): Note {
  return {
    code: 'data/not-read',
    level: 'note',
    text: {
      en: `The column ${id} of ${file} is not read, because ${id} is computed by its formula.`,
      zh: `${file} 的列 ${id} 未采用，因为 ${id} 由公式计算。`,
    },
    items: [id],
  };
}

/** An indicator that a recipe reads and the study has no use for. */
export function notUsed(file: string, id: string): Note {
  return {
    code: 'data/not-used',
    level: 'note',
    text: {
      en: `${id} of ${file} is not used, because the study does not name it.`,
      zh: `${file} 的 ${id} 未采用，因为研究中没有该变量。`,
    },
    items: [id],
  };
}
