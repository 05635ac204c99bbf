import type { Overlay } from './protocol.ts';

/** What the address holds. */
export interface Place {
  study?: string;
  lang?: 'en' | 'zh';
  theme?: 'light' | 'dark' | 'auto';
  page: Page;
  node?: string;
  period?: number;
  against?: number;
  selected: string[];
  second: string;
  map: MapMode;
  normalised: boolean;
  overlay: Overlay;
}
export const PAGES = ['explore', 'method', 'data', 'report'] as const;
export type Page = (typeof PAGES)[number];
export const MAP_MODES = ['one', 'years', 'swipe', 'change'] as const;
export type MapMode = (typeof MAP_MODES)[number];

/** Longest address that is read; longer ones were not written by this page. */
const LONGEST = 12_000;
const VERSION = '1';

export const START: Place = {
  page: 'explore',
  selected: [],
  second: 'distribution',
  map: 'one',
  normalised: false,
  overlay: {},
};

/** Reads an address; what cannot be understood is left out and named. */
export function readPlace(search: string): { place: Place; ignored: string[] } {
  const ignored: string[] = [];
  if (search.length > LONGEST) return { place: START, ignored: [`${search.length} characters`] };
  const query = new URLSearchParams(search);
  const version = query.get('v');
  if (version !== null && version !== VERSION) ignored.push(`v=${version}`);
  const one = <T extends string>(key: string, known: readonly T[]): T | undefined => {
    const found = query.get(key);
    if (found === null) return undefined;
    if ((known as readonly string[]).includes(found)) return found as T;
    ignored.push(`${key}=${found.slice(0, 40)}`);
    return undefined;
  };
  const number = (key: string) => {
    const found = query.get(key);
    if (found === null) return undefined;
    if (/^-?\d{1,6}$/.test(found)) return Number(found);
    ignored.push(`${key}=${found.slice(0, 40)}`);
    return undefined;
  };
  const lang = one('lang', ['en', 'zh']);
  const theme = one('theme', ['light', 'dark', 'auto']);
  const [study, node, period, against] = [
    query.get('study'),
    query.get('node'),
    number('period'),
    number('against'),
  ];
  const overlay = overlayIn(query.get('what'), ignored);
  return {
    place: {
      ...(study === null ? {} : { study }),
      ...(lang ? { lang } : {}),
      ...(theme ? { theme } : {}),
      ...(node === null ? {} : { node }),
      ...(period === undefined ? {} : { period }),
      ...(against === undefined ? {} : { against }),
      page: one('page', PAGES) ?? START.page,
      map: one('map', MAP_MODES) ?? START.map,
      second: query.get('view') ?? START.second,
      normalised: query.get('normalised') === '1',
      selected: (query.get('select') ?? '').split('~').filter((id) => id !== ''),
      overlay,
    },
    ignored,
  };
}

/** The address of a place; what is as at the start is left out. */
export function writePlace(place: Place): string {
  const query = new URLSearchParams();
  const put = (key: string, value: string | number | undefined, usual?: string | number) => {
    if (value !== undefined && value !== usual) query.set(key, String(value));
  };
  put('v', VERSION);
  put('study', place.study);
  put('lang', place.lang);
  put('theme', place.theme, 'auto');
  put('page', place.page, START.page);
  put('node', place.node);
  put('period', place.period);
  put('against', place.against);
  put('map', place.map, START.map);
  put('view', place.second, START.second);
  if (place.normalised) put('normalised', 1);
  if (place.selected.length > 0) put('select', place.selected.join('~'));
  if (Object.keys(place.overlay).length > 0) put('what', JSON.stringify(place.overlay));
  const text = `?${query}`;
  if (text.length <= LONGEST) return text;
  query.delete('what');
  return `?${query}`;
}

function overlayIn(text: string | null, ignored: string[]): Overlay {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text, (key, inner) => (key === '__proto__' ? undefined : inner));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Overlay;
  } catch {}
  ignored.push('what');
  return {};
}
