import type { Text } from '../../core/text.ts';
import { recordsOf } from '../analyse.ts';
import type { Result } from '../result.ts';

/** A finding as the table of a result holds it, without its places. */
export interface Shown {
  check: string;
  level: string;
  indicator: string;
  /** Places that it names. */
  count: number;
  text: Text;
  accepted?: Text;
  moved?: { ranks: number; of: number; most: number };
}

/** The findings of a result, each once, in the order of the checks. */
export function shownFindings(result: Pick<Result, 'analyses'>): Shown[] {
  const found = new Map<number, Shown>();
  for (const row of recordsOf(result, 'data-audit')) {
    const id = row.finding as number;
    const known = found.get(id);
    if (known) known.count++;
    else
      found.set(id, {
        check: row.check as string,
        level: row.level as string,
        indicator: row.indicator as string,
        count: row.length === 0 ? 0 : 1,
        text: { en: row.text_en as string, zh: row.text_zh as string },
        ...(row.accepted_en === ''
          ? {}
          : { accepted: { en: row.accepted_en as string, zh: row.accepted_zh as string } }),
        ...(row.ranks === ''
          ? {}
          : {
              moved: {
                ranks: row.ranks_moved as number,
                of: row.ranks as number,
                most: row.largest_move as number,
              },
            }),
      });
  }
  return [...found.values()];
}

/** F06: whether a jump by a power of ten is in the data that the study has not accepted. */
export function hasOpenJump(result: Pick<Result, 'analyses'>): boolean {
  return recordsOf(result, 'data-audit').some(
    ({ check, accepted_en: accepted }) => check === 'jump' && accepted === '',
  );
}

/** What taking the cells for missing would change, in words; empty where it was not tried. */
export function effectText({ moved }: Shown, lang: 'en' | 'zh'): string {
  if (!moved) return '';
  return lang === 'zh'
    ? `去除后 ${moved.of} 个名次中 ${moved.ranks} 个变动，最多 ${moved.most} 位`
    : `without: ${moved.ranks} of ${moved.of} ranks move, by at most ${moved.most}`;
}
