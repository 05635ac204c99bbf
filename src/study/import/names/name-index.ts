import { stemOf } from './endings.ts';
import { folded, LONGEST_NAME, loosened, tightened } from './fold.ts';
import type { Gazetteer, Place, PlaceName } from './gazetteer.ts';

/** A name of a place that fits what was asked. */
export interface Match {
  place: Place;
  name: PlaceName;
  /** Whether it is the official or short name, letter for letter but for case, width and script. */
  exact: boolean;
}

/** A gazetteer made ready for looking up; made once, used for many names. */
export interface NameIndex {
  gazetteer: Gazetteer;
  byCode: ReadonlyMap<string, readonly { place: Place; to?: number; old: boolean }[]>;
  byFolded: ReadonlyMap<string, readonly Match[]>;
  byLoosened: ReadonlyMap<string, readonly Match[]>;
  /** The places that others lie in. */
  parents: readonly Place[];
}

/** Makes the tables by which names and codes are found. */
export function nameIndex(gazetteer: Gazetteer): NameIndex {
  const byCode = new Map<string, { place: Place; to?: number; old: boolean }[]>();
  const byFolded = new Map<string, Match[]>();
  const byLoosened = new Map<string, Match[]>();
  for (const place of gazetteer.places) {
    add(byCode, place.code, { place, old: false });
    for (const { code, to } of place.codes ?? [])
      add(byCode, code, { place, old: true, ...(to !== undefined && { to }) });
    for (const name of place.names) {
      const match = { place, name, exact: name.kind === 'full' || name.kind === 'short' };
      add(byFolded, folded(name.text), match);
      add(byLoosened, loosened(name.text), { ...match, exact: false });
    }
  }
  const within = new Set(gazetteer.places.map(({ parent }) => parent));
  const parents = gazetteer.places.filter(({ code }) => within.has(code));
  return { gazetteer, byCode, byFolded, byLoosened, parents };
}

function add<V>(map: Map<string, V[]>, key: string, value: V): void {
  if (key === '') return;
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/**
 * The places that a name fits, one match each. Official and short names as they stand hide all else; aliases and names
 * without accents, punctuation or ending are taken together, so that whatever may be meant is seen.
 */
export function matchesOf(index: NameIndex, text: string): Match[] {
  if (text.length > LONGEST_NAME) return [];
  const name = folded(text);
  const asItStands = index.byFolded.get(name) ?? [];
  const exact = asItStands.filter((match) => match.exact);
  if (exact.length > 0) return perPlace(exact);
  return perPlace([...looseMatches(index, name), ...stemMatches(index, name)]);
}

/** As it stands where a name is so written, tones and all; else without punctuation; else without accents too. */
function looseMatches(index: NameIndex, name: string): readonly Match[] {
  const asItStands = index.byFolded.get(name);
  if (asItStands) return asItStands;
  const loose = index.byLoosened.get(loosened(name)) ?? [];
  const tight = tightened(name);
  const accented = loose.filter((match) => tightened(match.name.text) === tight);
  return accented.length > 0 ? accented : loose;
}

/** Places by the name before an ending, of a level that the ending may say of. */
function stemMatches(index: NameIndex, name: string): Match[] {
  const stem = stemOf(name);
  if (!stem) return [];
  return looseMatches(index, stem.text)
    .filter(({ place }) => place.level === undefined || stem.levels.has(place.level))
    .map((match) => ({ ...match, exact: false }));
}

function perPlace(matches: readonly Match[]): Match[] {
  const seen = new Map<Place, Match>();
  for (const match of matches) if (!seen.has(match.place)) seen.set(match.place, match);
  return [...seen.values()];
}
