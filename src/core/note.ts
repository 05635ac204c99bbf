import type { Text } from './text.ts';

/**
 * Something that was done to the data, or that a reader of the result should know, without stopping the run.
 * Notes reach the result, the manifest, the report and the screen.
 */
export interface Note {
  /** Stable identifier, e.g. `normalise/constant`. */
  code: string;
  /** `warning` asks for a decision, `note` only informs. */
  level: 'note' | 'warning';
  text: Text;
  /** What it is about: unit, indicator, period or cell names, in study order. */
  items?: readonly string[];
}

/** Joins the first few names and says how many more there are. */
export function listed(items: readonly string[], most = 8): Text {
  const head = items.slice(0, most);
  const rest = items.length - head.length;
  if (rest === 0) return { en: head.join(', '), zh: head.join('、') };
  return { en: `${head.join(', ')} and ${rest} more`, zh: `${head.join('、')}等${items.length}项` };
}

/** One note about all items of a kind; none without items. `text` is given their names, the first few of them. */
export function noteAbout(
  code: string,
  level: Note['level'],
  items: readonly string[],
  text: (names: Text) => Text,
): Note[] {
  return items.length === 0 ? [] : [{ code, level, text: text(listed(items)), items }];
}
