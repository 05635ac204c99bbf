import type { Note } from '../../core/note.ts';
import type { Plan } from '../plan.ts';

const PARTS = {
  treatment: { en: 'the constants of treatment', zh: '异常值处理的常数' },
  constants: { en: 'the constants of normalisation', zh: '标准化常数' },
  weights: { en: 'the weights', zh: '权重' },
  ideals: { en: 'the ideal points', zh: '理想点' },
  limits: { en: 'the class limits', zh: '等级界限' },
};

/** What of a plan was taken from an earlier run, for the notes and the methods text. */
export function frozenNotes({ frozen, analyses }: Plan): Note[] {
  if (!frozen) return [];
  const { file, periods, parts } = frozen;
  const [first, last] = [periods[0], periods[periods.length - 1]];
  const when = first === last ? `${first}` : `${first}–${last}`;
  const en = parts.map((part) => PARTS[part].en);
  const joined = en.length > 1 ? `${en.slice(0, -1).join(', ')} and ${en[en.length - 1]}` : en.join('');
  const { multiverse, uncertainty } = analyses;
  // Steps that are not the study's own have nothing to be held to.
  const isVaried = multiverse || uncertainty?.normalise.length || uncertainty?.weights.length;
  const others = isVaried
    ? { en: ' Other choices that are tried estimate theirs anew.', zh: '其他备选方法仍重新估计。' }
    : { en: '', zh: '' };
  return [
    {
      code: 'reference/frozen',
      level: 'note',
      text: {
        en: `From the earlier run over ${when} (${file}) were taken ${joined}; what was filled in follows the data of now.${others.en}`,
        zh: `${parts.map((part) => PARTS[part].zh).join('、')}取自早期运行（${when}，${file}）；插补仍按现有数据进行。${others.zh}`,
      },
      items: [...parts],
    },
  ];
}
