import { type Note, noteAbout } from '../../../core/note.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Text } from '../../../core/text.ts';
import type { Place } from './gazetteer.ts';
import type { Asked, Outcome } from './resolve.ts';

/** What was asked, where it stands, and what was found. */
export interface Looked {
  /** File and line, or sheet and cell. */
  where: string;
  asked: Asked;
  outcome: Outcome;
}

/** What was asked as one reads it: the name, the code, the province in brackets. */
function askedText({ code, name, parent }: Asked): string {
  const whole = [name, code].filter((part) => part !== undefined && part.trim() !== '').join(' ');
  return parent === undefined || parent.trim() === '' ? whole : `${whole} (${parent})`;
}

/** A place with its code, and what it lies in where that is known by code. */
export function placeText({ code, name }: Place): Text {
  return { en: `${code} ${name.en}`, zh: `${code} ${name.zh}` };
}

function joined(places: readonly Place[]): Text {
  const texts = places.map(placeText);
  return { en: texts.map(({ en }) => en).join(', '), zh: texts.map(({ zh }) => zh).join('、') };
}

/** Notes every name or code that was not taken as it stands; each spelling once. */
export function nameNotes(looked: readonly Looked[]): Note[] {
  const items = new Set<string>();
  for (const { asked, outcome } of looked) {
    if (outcome.kind !== 'exact' && outcome.kind !== 'alias') continue;
    if (outcome.remark === undefined) continue;
    items.add(`${askedText(asked)} -> ${placeText(outcome.place).en} (${outcome.remark.en})`);
  }
  return noteAbout('names/matched', 'note', [...items], (names) => ({
    en: `${items.size} name(s) or code(s) were matched by another spelling, or have changed: ${names.en}.`,
    zh: `${items.size} 个名称或代码按其他写法识别或已变更：${names.zh}。`,
  }));
}

/** The problems of names that fit several places or none; nothing is taken for them. */
export function nameProblems(looked: readonly Looked[]): Problem[] {
  return looked.flatMap(({ where, asked, outcome }) => {
    if (outcome.kind === 'ambiguous') return [several(where, asked, outcome.places, outcome.remark)];
    if (outcome.kind === 'unknown') return [none(where, asked, outcome.suggestions, outcome.remark)];
    return [];
  });
}

function several(where: string, asked: Asked, places: readonly Place[], remark: Text): Problem {
  const found = joined(places);
  return {
    code: 'names/ambiguous',
    where,
    saw: {
      en: `"${askedText(asked)}": ${remark.en}: ${found.en}`,
      zh: `“${askedText(asked)}”：${remark.zh}：${found.zh}`,
    },
    why: {
      en: 'values of one place must not be given to another, so none is chosen',
      zh: '不能把一地的数值算给另一地，故不代为选择',
    },
    fix: {
      en: 'write the code instead, or add the province',
      zh: '请改写代码，或补充所属省份',
    },
  };
}

function none(where: string, asked: Asked, suggested: readonly Place[], remark: Text | undefined): Problem {
  const found = joined(suggested);
  const because = remark ? { en: `: ${remark.en}`, zh: `：${remark.zh}` } : { en: '', zh: '' };
  return {
    code: 'names/unknown',
    where,
    saw: { en: `"${askedText(asked)}"${because.en}`, zh: `“${askedText(asked)}”${because.zh}` },
    why: { en: 'no place of the list has this name or code', zh: '名录中没有该名称或代码' },
    fix:
      suggested.length === 0
        ? {
            en: 'correct it, or add it to the list of places as an alias',
            zh: '请更正，或在名录中将其加为别名',
          }
        : {
            en: `did you mean ${found.en}? Write that name or code`,
            zh: `是否应为 ${found.zh}？请写该名称或代码`,
          },
  };
}
