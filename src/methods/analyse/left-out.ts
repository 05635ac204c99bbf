import { listed, type Note } from '../../core/note.ts';

/** A note on things that are left out, named after their number; none when there are none. */
export function leftOut(code: string, items: readonly string[], en: string, zh: string): Note[] {
  if (items.length === 0) return [];
  const names = listed(items);
  return [
    {
      code,
      level: 'note',
      text: { en: `${items.length} ${en}: ${names.en}.`, zh: `${items.length} ${zh}：${names.zh}。` },
      items,
    },
  ];
}
