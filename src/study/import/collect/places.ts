import type { Note } from '../../../core/note.ts';
import type { Text } from '../../../core/text.ts';
import type { Place } from '../names/gazetteer.ts';
import { matchesOf, type NameIndex } from '../names/name-index.ts';
import { type Looked, nameNotes, placeText } from '../names/report.ts';
import { type Asked, type Outcome, placesOf, resolve } from '../names/resolve.ts';
import { isMunicipality as isOwnProvince, provinceOf } from '../province-names.ts';
import type { Question } from '../reading.ts';
import type { TakenValue } from '../taken.ts';
import type { CollectedUnit, Known } from './collected.ts';

/** The unit of each value, or none for what is left out or still to be decided. */
export interface Located {
  /** In the order of the values. */
  unitOf: readonly (string | undefined)[];
  units: ReadonlyMap<string, CollectedUnit>;
  questions: Question[];
  notes: Note[];
}

/**
 * The units that values are about. What the gazetteer knows for certain is taken, and noted where it is spelt otherwise;
 * names that fit several places or none are asked about, with candidates to choose from. Without a gazetteer the code, else
 * the name, is the unit.
 */
export function locate(values: readonly TakenValue[], { answers, index }: Known): Located {
  const units = new Map<string, CollectedUnit>();
  const found = new Map<string, string | undefined>();
  const looked: Looked[] = [];
  const open = new Map<string, { question: Question; outcome: Outcome }>();
  const foreign = index ? hasForeignCodes(values, index) : false;
  let last: TakenValue | undefined;
  let unit: string | undefined;
  const unitOf = values.map((value) => {
    // Values of a row follow each other and have one place.
    if (last === undefined || !isAlike(last, value)) {
      const key = keyOf(value);
      if (!found.has(key)) found.set(key, index ? lookUp(value, index, foreign) : own(value));
      unit = found.get(key);
    }
    last = value;
    return unit;
  });
  return {
    unitOf,
    units,
    questions: [...open.values()].map(({ question }) => question),
    notes: [...nameNotes(looked), ...(foreign ? [codesNote(index!)] : [])],
  };

  function own(value: TakenValue): string {
    const name = value.place.normalize('NFKC').trim();
    const code = value.code?.trim() || name;
    return added({
      code,
      name: { en: name || code, zh: name || code },
      ...(value.province ? { province: { en: value.province, zh: value.province } } : {}),
    });
  }

  function added(unit: CollectedUnit): string {
    if (!units.has(unit.code)) units.set(unit.code, unit);
    return unit.code;
  }

  function taken(place: Place, names: NameIndex): string {
    const parent = place.parent === undefined ? undefined : names.byCode.get(place.parent)?.[0]?.place;
    return added({
      code: place.code,
      name: place.name,
      ...(parent ? { province: parent.name } : {}),
    });
  }

  function lookUp(value: TakenValue, names: NameIndex, withoutCodes: boolean): string | undefined {
    const asked = askedOf(value, names, withoutCodes);
    const outcome = resolve(names, asked);
    if (outcome.kind === 'exact' || outcome.kind === 'alias') {
      looked.push({ where: value.cell, asked, outcome });
      return taken(outcome.place, names);
    }
    const question = placeQuestion(value, asked, outcome);
    const answer = answers.get(question.id);
    if (!open.has(question.id)) open.set(question.id, { question, outcome });
    if (answer === undefined || answer === 'leave-out') return undefined;
    if (answer === 'own') return own(value);
    const place = names.byCode.get(answer)?.find(({ old }) => !old)?.place;
    // Whoever knows the code of a place that no candidate is may give it.
    const { choices } = open.get(question.id)!.question;
    if (place && !choices.some(({ id }) => id === answer))
      choices.unshift({ id: answer, text: placeText(place) });
    return place && taken(place, names);
  }
}

function isAlike(a: TakenValue, b: TakenValue): boolean {
  return a.place === b.place && a.period === b.period && a.code === b.code && a.province === b.province;
}

function keyOf({ code = '', place, province = '', period }: TakenValue): string {
  return `${period}\n${code}\n${province}\n${place}`;
}

/** A province that the gazetteer does not know says nothing, and codes are written in either case. */
function askedOf(value: TakenValue, index: NameIndex, withoutCodes: boolean): Asked {
  const { place, province, period } = value;
  const code = withoutCodes ? undefined : value.code?.normalize('NFKC').trim();
  const upper = code?.toUpperCase();
  const known =
    code !== undefined && upper !== undefined && !index.byCode.has(code) && index.byCode.has(upper);
  const isKnown = province && (index.byCode.has(province) || matchesOf(index, province).length > 0);
  const parent = isKnown && !isMunicipality(index, place) ? province : undefined;
  return {
    ...(code === undefined ? {} : { code: known ? upper : code }),
    ...(place === '' ? {} : { name: place }),
    ...(parent === undefined ? {} : { parent }),
    year: period,
  };
}

/** Beijing, Shanghai or Hong Kong lie in no province, whatever heading they follow. */
function isMunicipality(index: NameIndex, name: string): boolean {
  const places = matchesOf(index, name);
  return (
    isOwnProvince(provinceOf(name) ?? '') ||
    (places.length === 1 && places[0]!.place.level === 'municipality')
  );
}

/** Whether there are names beside codes of which the gazetteer knows none: they are of another list. */
function hasForeignCodes(values: readonly TakenValue[], index: NameIndex): boolean {
  const codes = new Set<string>();
  for (const { code, place } of values) {
    if (code === undefined) continue;
    if (place === '') return false;
    codes.add(code.normalize('NFKC').trim());
  }
  return (
    codes.size > 0 &&
    [...codes].every((code) => !index.byCode.has(code) && !index.byCode.has(code.toUpperCase()))
  );
}

function codesNote({ gazetteer }: NameIndex): Note {
  return {
    code: 'import/other-codes',
    level: 'note',
    text: {
      en: `None of the codes is one of the list of places (${gazetteer.title.en}); units were found by their names.`,
      zh: `表中代码均不在名录（${gazetteer.title.zh}）内，已按名称识别。`,
    },
  };
}

function placeQuestion({ cell, period }: TakenValue, asked: Asked, outcome: Outcome): Question {
  const whole = [asked.parent, asked.name, asked.name === undefined ? asked.code : undefined]
    .filter((part) => part !== undefined)
    .join('/');
  const places = placesOf(outcome);
  const several = outcome.kind === 'ambiguous';
  const remark: Text = outcome.remark ?? { en: 'no place of the list has this name', zh: '名录中没有该名称' };
  return {
    id: `place:${whole}`,
    where: cell,
    text: {
      en: several
        ? `"${whole}" may be several places (${remark.en}). Which is it?`
        : `"${whole}" is not known (${remark.en}). What is it?`,
      zh: several
        ? `“${whole}”对应多个地方（${remark.zh}）。是哪一个？`
        : `无法识别“${whole}”（${remark.zh}）。它是什么？`,
    },
    samples: [`${cell} (${period})`],
    choices: [
      ...places.map((place) => ({ id: place.code, text: placeText(place) })),
      { id: 'own', text: { en: 'keep it as a unit under this name', zh: '按此名称保留为单元' } },
      { id: 'leave-out', text: { en: 'leave it out', zh: '不采用' } },
    ],
  };
}
