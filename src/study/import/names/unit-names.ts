import type { Unit } from '../../../core/panel.ts';
import type { Text } from '../../../core/text.ts';
import type { Gazetteer, PlaceName } from './gazetteer.ts';
import { type NameIndex, nameIndex } from './name-index.ts';
import { placesOf, resolve } from './resolve.ts';

/** The units of a study as a gazetteer, to look for what a table may have meant by a key that no unit has. */
export function unitGazetteer(units: readonly Unit[]): Gazetteer {
  return {
    title: { en: 'units', zh: '单元' },
    places: units.map(({ id, name }) => ({
      code: id,
      name,
      names: [
        ...[...new Set([name.en, name.zh])].map((text): PlaceName => ({ text, language: '', kind: 'full' })),
        { text: id, language: '', kind: 'alias' },
      ],
    })),
    changes: [],
  };
}

/**
 * Says what unit a key may mean (`230100 Harbin` for `Harbin City`), to show and never to take; undefined when none is near.
 * The units are made ready at the first question, so that a table without unknown keys costs nothing.
 */
export function unitSuggester(units: readonly Unit[]): (key: string) => Text | undefined {
  let index: NameIndex | undefined;
  const known = new Map<string, Text | undefined>();
  return (key) => {
    index ??= nameIndex(unitGazetteer(units));
    if (!known.has(key)) known.set(key, suggestion(index, key));
    return known.get(key);
  };
}

function suggestion(index: NameIndex, key: string): Text | undefined {
  const places = placesOf(resolve(index, { name: key }));
  if (places.length === 0) return undefined;
  const shown = places.slice(0, 3).map(({ code, name }) => ({
    en: name.en === code ? code : `${code} ${name.en}`,
    zh: name.zh === code ? code : `${code} ${name.zh}`,
  }));
  return { en: shown.map(({ en }) => en).join(' or '), zh: shown.map(({ zh }) => zh).join(' 或 ') };
}
