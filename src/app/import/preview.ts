import type { Text } from '../../core/text.ts';
import type { SheetDraft } from '../../study/import/sheet-draft.ts';
import { valuesOf } from '../../study/import/taken.ts';

const SHOWN = 5;

/** How a sheet is read, and its first values. */
export function preview({ id, sentence, values }: SheetDraft): Text {
  const first = values ? valuesOf(values, SHOWN) : [];
  const lines = first.map(({ place, code, period, title, unit, scope, value, cell }) => {
    const covers = scope === undefined ? '' : ` [${scope}]`;
    const measured = unit === undefined ? '' : ` (${unit})`;
    return (lang: 'en' | 'zh') =>
      `  ${cell}  ${place || code} ${period} ${title[lang]}${covers}${measured} = ${Number.isNaN(value) ? '–' : value}`;
  });
  const text = (lang: 'en' | 'zh') =>
    [`${id}: ${sentence?.[lang] ?? ''}`, ...lines.map((line) => line(lang))].join('\n');
  return { en: text('en'), zh: text('zh') };
}
