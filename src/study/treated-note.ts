import { type Note, noteAbout } from '../core/note.ts';
import type { Panel } from '../core/panel.ts';
import type { TreatOutcome } from '../methods/method.ts';
import type { Plan } from './plan.ts';

/**
 * Says how many cells a treatment changed, and names them; an indicator of which more than half of the cells are changed
 * is named as a whole.
 */
export function treatedNote(
  { changed }: Pick<TreatOutcome, 'changed'>,
  { indicators }: Plan,
  { units, periods }: Panel,
): Note[] {
  const rows = units.length * periods.length;
  const count = changed.reduce((sum, one) => sum + one.length, 0);
  const of = changed.length * rows;
  const items = changed.flatMap((own, c): string[] => {
    const { id } = indicators[c]!;
    if (2 * own.length > rows) return [id];
    return [...own].map(
      (row) => `${id} ${units[row % units.length]!.id} ${periods[Math.floor(row / units.length)]!}`,
    );
  });
  return noteAbout('treat/changed', 'note', items, (names) => ({
    en: `${count} of ${of} cells were changed by treatment, which treated.csv lists with their values before and after: ${names.en}.`,
    zh: `${of} 个数值中有 ${count} 个经处理而改变，前后数值见 treated.csv：${names.zh}。`,
  }));
}
