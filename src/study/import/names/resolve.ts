import type { Text } from '../../../core/text.ts';
import { LONGEST_NAME } from './fold.ts';
import { type Place, wasThere } from './gazetteer.ts';
import { type Match, matchesOf, type NameIndex } from './name-index.ts';
import { within } from './parts.ts';
import { suggestions } from './suggest.ts';

/** What a table says of a unit; at least one of code and name. */
export interface Asked {
  code?: string;
  name?: string;
  /** The name or code of the province (or whatever the place lies in). */
  parent?: string;
  /** The year that the row is about. */
  year?: number;
}

/**
 * What was found. exact: by its code or its official or short name. alias: by another spelling, a former name or code;
 * `remark` says what. ambiguous: several places fit, and none is chosen. unknown: none fits; suggestions are never taken.
 */
export type Outcome =
  | { kind: 'exact'; place: Place; remark?: Text }
  | { kind: 'alias'; place: Place; remark: Text }
  | { kind: 'ambiguous'; places: readonly Place[]; remark: Text }
  | { kind: 'unknown'; suggestions: readonly Place[]; remark?: Text };

/** Finds the place that a row of a table is about. Never guesses. */
export function resolve(index: NameIndex, asked: Asked): Outcome {
  const code = asked.code?.normalize('NFKC').trim() ?? '';
  const name = asked.name?.trim() ?? '';
  if (code !== '') return resolveCode(index, code, name, asked);
  if (index.byCode.has(name.normalize('NFKC'))) return resolveCode(index, name.normalize('NFKC'), '', asked);
  return resolveName(index, name, asked);
}

function resolveCode(index: NameIndex, code: string, name: string, asked: Asked): Outcome {
  const found = index.byCode.get(code) ?? [];
  const now = found.filter(({ old }) => !old);
  const chosen = now.length > 0 ? now : found;
  if (chosen.length === 0) {
    const { year } = asked;
    const named = name === '' ? undefined : resolveName(index, name, asked);
    const remark = {
      en: `there is no code ${code}${year === undefined ? '' : ` in ${year}`}`,
      zh: `没有代码 ${code}`,
    };
    return { kind: 'unknown', suggestions: named ? placesOf(named) : [], remark };
  }
  if (chosen.length > 1) return ambiguous(chosen.map(({ place }) => place));
  const { place, old, to } = chosen[0]!;
  const named = name === '' ? undefined : resolveName(index, name, asked);
  if (named && (named.kind === 'exact' || named.kind === 'alias') && named.place !== place)
    return {
      kind: 'ambiguous',
      places: [place, named.place],
      remark: { en: 'the code and the name are of different places', zh: '代码与名称不是同一地方' },
    };
  if (!wasThere(place, asked.year)) return notThen(index, place, asked.year!);
  if (!old) return { kind: 'exact', place, ...ended(place) };
  const until: Text =
    to === undefined
      ? { en: 'another code', zh: '另一代码' }
      : { en: `its code until ${to}`, zh: `${to} 年以前的代码` };
  return {
    kind: 'alias',
    place,
    remark: { en: `${until.en} of ${place.code}`, zh: `${place.code} ${until.zh}` },
  };
}

function resolveName(index: NameIndex, name: string, asked: Asked): Outcome {
  if (name === '' || name.length > LONGEST_NAME) return { kind: 'unknown', suggestions: [] };
  const parent = asked.parent?.trim() ?? '';
  let matches = matchesOf(index, name);
  if (matches.length === 0) matches = within(index, name);
  if (parent !== '') {
    const inside = placesIn(matches, parentCodes(index, parent));
    if (inside.length === 0 && matches.length > 0)
      return {
        kind: 'unknown',
        suggestions: matches.map(({ place }) => place),
        remark: { en: `not in ${parent}`, zh: `不在${parent}` },
      };
    matches = inside;
  }
  const then = matches.filter(({ place }) => wasThere(place, asked.year));
  if (then.length === 0 && matches.length > 0) return notThen(index, matches[0]!.place, asked.year!);
  if (then.length === 0) return { kind: 'unknown', suggestions: suggestions(index, name) };
  if (then.length > 1) return ambiguous(then.map(({ place }) => place));
  return accepted(then[0]!, asked.year);
}

/** What lies in one of the parents; where nothing does, a parent itself, as tables repeat a municipality for its province. */
function placesIn(matches: readonly Match[], parents: readonly string[]): Match[] {
  const inside = matches.filter(({ place }) => place.parent !== undefined && parents.includes(place.parent));
  return inside.length > 0 ? inside : matches.filter(({ place }) => parents.includes(place.code));
}

/** The codes of what a province is called; a name that fits several keeps them all. */
function parentCodes(index: NameIndex, parent: string): string[] {
  const byCode = index.byCode.get(parent.normalize('NFKC')) ?? [];
  if (byCode.length > 0) return byCode.map(({ place }) => place.code);
  return matchesOf(index, parent).map(({ place }) => place.code);
}

function accepted({ place, name, exact }: Match, year: number | undefined): Outcome {
  const end = ended(place);
  if (exact) return { kind: 'exact', place, ...end };
  if (name.kind !== 'former') return { kind: 'alias', place, remark: end.remark ?? spelling(name.text) };
  const late = year !== undefined && name.to !== undefined && year > name.to;
  return {
    kind: 'alias',
    place,
    remark: {
      en: `${late ? 'out of use, ' : ''}its name until ${name.to}: ${name.text}`,
      zh: `${name.to} 年以前的名称${late ? '（该年已不用）' : ''}：${name.text}`,
    },
  };
}

function spelling(text: string): Text {
  return { en: `read as ${text}`, zh: `按“${text}”识别` };
}

function ended(place: Place): { remark?: Text } {
  if (place.to === undefined) return {};
  return { remark: { en: `there only until ${place.to}`, zh: `仅存续至 ${place.to} 年` } };
}

function ambiguous(places: readonly Place[]): Outcome {
  return {
    kind: 'ambiguous',
    places,
    remark: { en: `${places.length} places match`, zh: `${places.length} 个地方相符` },
  };
}

/** A place that fits and was not there in that year: what it became, where a change says so. */
function notThen(index: NameIndex, place: Place, year: number): Outcome {
  const next = index.gazetteer.changes
    .filter((change) => change.from.includes(place.code) && change.year <= year)
    .flatMap((change) => change.to)
    .flatMap((code) => index.byCode.get(code) ?? [])
    .map((one) => one.place)
    .filter((one) => one !== place);
  const years: Text =
    place.to !== undefined && year > place.to
      ? { en: `until ${place.to}`, zh: `至 ${place.to} 年` }
      : { en: `only from ${place.from}`, zh: `始于 ${place.from} 年` };
  return {
    kind: 'unknown',
    suggestions: [...new Set(next)],
    remark: {
      en: `${place.name.en} (${place.code}) was there ${years.en}, not in ${year}`,
      zh: `${place.name.zh}（${place.code}）存续${years.zh}，${year} 年没有`,
    },
  };
}

/** The places of an outcome, taken or not. */
export function placesOf(outcome: Outcome): readonly Place[] {
  if (outcome.kind === 'ambiguous') return outcome.places;
  return outcome.kind === 'unknown' ? outcome.suggestions : [outcome.place];
}
