import { listed, type Note } from '../../core/note.ts';
import type { Text } from '../../core/text.ts';

/** A note on some items, written with the first of them; none where there are no items. */
export function noteOf(code: string, items: readonly string[], text: (names: Text) => Text): Note[] {
  return items.length === 0 ? [] : [{ code, level: 'note', text: text(listed(items)), items }];
}
