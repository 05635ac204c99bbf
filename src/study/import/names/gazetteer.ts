import type { Text } from '../../../core/text.ts';

/** One way to write a place. `to` is the last year in which the name was in use. */
export interface PlaceName {
  text: string;
  /** Of the name, e.g. `zh`, `en`, `pinyin`. */
  language: string;
  /** full: the official name; short: the name without its ending; alias: another spelling; former: a name of the past. */
  kind: 'full' | 'short' | 'alias' | 'former';
  to?: number;
}

/** What a place is, where its names say so: `Harbin City`, 延边州. */
export type Level =
  | 'province'
  | 'region'
  | 'sar'
  | 'municipality'
  | 'city'
  | 'prefecture'
  | 'league'
  | 'autonomous-prefecture'
  | 'county-city'
  | 'county'
  | 'autonomous-county';

/** A place with one identity through time: its code of today, and the codes and names that it had. */
export interface Place {
  code: string;
  name: Text;
  level?: Level;
  /** The code of the place that it lies in. */
  parent?: string;
  /** First and last year in which it was there; open where not given. */
  from?: number;
  to?: number;
  /** Other codes of the same place; `to` is the last year of a code of the past. */
  codes?: readonly { code: string; to?: number }[];
  names: readonly PlaceName[];
}

/**
 * A change of units. `year` is the first year of the new state. recoded, renamed: the same land; merged: `from` becomes
 * the one `to`; split: `from` becomes several; boundary: land went from one to another, and both stay.
 */
export interface Change {
  year: number;
  kind: 'recoded' | 'renamed' | 'merged' | 'split' | 'boundary';
  from: readonly string[];
  to: readonly string[];
  note: Text;
  /** Of a split: the share of the old unit that each new one got, where somebody knows it. */
  shares?: Readonly<Record<string, number>>;
}

/** Places and what became of them. Any list of places will do: cities, countries, the units of a study. */
export interface Gazetteer {
  title: Text;
  places: readonly Place[];
  changes: readonly Change[];
}

/**
 * Whether a place was there in a year; without a year, always.
 * @example wasThere({ code: '371200', name: { en: 'Laiwu', zh: '莱芜' }, to: 2018, names: [] }, 2020) // => false
 */
export function wasThere(place: Place, year: number | undefined): boolean {
  if (year === undefined) return true;
  return (place.from === undefined || place.from <= year) && (place.to === undefined || year <= place.to);
}
