import { type Note, noteAbout } from '../../core/note.ts';
import { type Taken, valueAt } from './taken.ts';

/** What the cells of a sheet were taken for where their text is no plain number, in as many words. */
export function takenNotes(taken: Taken): Note[] {
  const negative: string[] = [];
  const faulty: string[] = [];
  const markers = new Map<string, { count: number; first: string }>();
  for (const [at, written] of taken.written) {
    const { status, value, cell } = valueAt(taken, at);
    if (status === 'error') faulty.push(`${cell} (${written})`);
    else if (status === 'missing' || status === 'not-applicable') {
      const known = markers.get(written);
      if (known) known.count++;
      else markers.set(written, { count: 1, first: cell });
    } else if (value < 0 && !/^-[\d.]/.test(written)) negative.push(`${cell} (${written})`);
  }
  const said = [...markers].map(([text, { count, first }]) => `"${text}" × ${count} (${first})`);
  return [
    ...noteAbout('import/markers', 'note', said, (names) => ({
      en: `Texts in place of a number, taken as no value, with how often and where first: ${names.en}.`,
      zh: `代替数值的文本，按无值处理（次数与首个单元格）：${names.zh}。`,
    })),
    ...noteAbout('import/negative', 'note', negative, (names) => ({
      en: `Negative by another sign than -, or by parentheses: ${names.en}.`,
      zh: `以其他负号或括号表示的负数：${names.zh}。`,
    })),
    ...noteAbout('import/errors', 'warning', faulty, (names) => ({
      en: `Errors, and formulas without a stored value, taken as no value: ${names.en}. Recalculate the workbook and save it, then import it again.`,
      zh: `错误值与没有缓存值的公式，按无值处理：${names.zh}。请在电子表格软件中重新计算并保存后再次导入。`,
    })),
  ];
}
