import { listed, type Note } from '../../core/note.ts';
import type { Mended } from './mend.ts';

/** Says what was done to shapes and which of them cannot be drawn, each by its key, name or place in the file. */
export function mendedNotes(
  file: string,
  { closed, turned, broken }: Mended,
  labels: readonly string[],
): Note[] {
  const notes: Note[] = [];
  const names = (which: readonly number[]) => which.map((i) => labels[i]!);
  if (closed.length > 0) {
    const [items, said] = [names(closed), listed(names(closed))];
    notes.push({
      code: 'boundaries/closed',
      level: 'note',
      text: {
        en: `${closed.length} shape(s) of ${file} had open rings, which were closed: ${said.en}.`,
        zh: `${file} 中 ${closed.length} 个形状的环未闭合，已闭合：${said.zh}。`,
      },
      items,
    });
  }
  if (turned.length > 0)
    notes.push({
      code: 'boundaries/rewound',
      level: 'note',
      text: {
        en: `${turned.length} shape(s) of ${file} ran the wrong way round and were turned for drawing.`,
        zh: `${file} 中 ${turned.length} 个形状的环向有误，绘图时已反转。`,
      },
    });
  if (broken.size > 0) {
    const each = [...broken].map(([i, why]) => ({
      en: `${labels[i]} (${why.en})`,
      zh: `${labels[i]}（${why.zh}）`,
    }));
    notes.push({
      code: 'boundaries/broken',
      level: 'warning',
      text: {
        en: `${broken.size} shape(s) of ${file} are not drawn and count for no area or neighbour: ${listed(each.map((one) => one.en)).en}.`,
        zh: `${file} 中 ${broken.size} 个形状不绘出，也不计入面积与邻接：${listed(each.map((one) => one.zh)).zh}。`,
      },
      items: names([...broken.keys()]),
    });
  }
  return notes;
}
