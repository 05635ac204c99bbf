import type { Level } from './gazetteer.ts';

/** What follows a name and says what the place is, and the levels that it may say of. */
interface Ending {
  /** As `folded` writes it. */
  text: string;
  /** In letters: whether it stands apart (`harbin city`) or may be written together (`haerbinshi`). */
  apart: boolean;
  levels: ReadonlySet<Level>;
}

const CITY: Level[] = ['municipality', 'city', 'county-city'];
/** In English every unit between province and county is called a prefecture; in Chinese 地区 is a kind of its own. */
const PREFECTURE: Level[] = ['prefecture', 'autonomous-prefecture', 'league', 'city'];
const COUNTY: Level[] = ['county', 'autonomous-county'];
const PROVINCE: Level[] = ['province', 'region', 'municipality'];

const LISTED: readonly [text: string, apart: boolean, levels: readonly Level[]][] = [
  ['prefecture-level city', true, ['city']],
  ['prefectural-level city', true, ['city']],
  ['autonomous prefecture', true, ['autonomous-prefecture']],
  ['autonomous region', true, ['region']],
  ['special administrative region', true, ['sar']],
  ['autonomous county', true, ['autonomous-county']],
  ['forestry district', true, ['county']],
  ['municipality', true, CITY],
  ['prefecture', true, PREFECTURE],
  ['province', true, PROVINCE],
  ['league', true, ['league']],
  ['county', true, COUNTY],
  ['city', true, CITY],
  ['sar', true, ['sar']],
  ['zizhizhou', false, ['autonomous-prefecture']],
  ['zizhiqu', false, ['region']],
  ['zizhixian', false, ['autonomous-county']],
  ['diqu', false, ['prefecture']],
  ['sheng', false, ['province']],
  ['zhou', false, ['autonomous-prefecture']],
  ['meng', false, ['league']],
  ['xian', false, COUNTY],
  ['shi', false, CITY],
  ['特别行政区', false, ['sar']],
  ['自治州', false, ['autonomous-prefecture']],
  ['自治区', false, ['region']],
  ['自治县', false, ['autonomous-county']],
  ['地区', false, ['prefecture']],
  ['省', false, PROVINCE],
  ['州', false, ['autonomous-prefecture']],
  ['盟', false, ['league']],
  ['县', false, COUNTY],
  ['市', false, CITY],
];
const ENDINGS: readonly Ending[] = LISTED.map(([text, apart, levels]) => ({
  text,
  apart,
  levels: new Set(levels),
}));

/** A name without what says what it is, and the levels that the ending may say of. */
export interface Stem {
  text: string;
  levels: ReadonlySet<Level>;
}

/**
 * The name before its ending, of a name as `folded` writes it; undefined without an ending, or with nothing before it.
 * @example stemOf('harbin city')?.text // => 'harbin'
 */
export function stemOf(name: string): Stem | undefined {
  for (const { text, apart, levels } of ENDINGS) {
    if (!name.endsWith(text)) continue;
    const before = name.slice(0, -text.length);
    const stem = before.replace(/[ ,-]+$/, '');
    if (stem === '' || (apart && stem.length === before.length)) continue;
    return { text: stem, levels };
  }
  return undefined;
}
