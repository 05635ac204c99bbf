import { near } from '../../../core/nearest.ts';
import { stemOf } from './endings.ts';
import { folded, loosened } from './fold.ts';
import type { Place } from './gazetteer.ts';
import type { NameIndex } from './name-index.ts';
import { inPart } from './parts.ts';

/** Most places that are suggested. */
const MOST = 5;

/** Places whose names are near a name that fits none; to show, never to take. */
export function suggestions(index: NameIndex, name: string): Place[] {
  const whole = folded(name);
  const stem = stemOf(whole)?.text;
  const words = [loosened(whole), ...(stem === undefined ? [] : [loosened(stem)])];
  const found = new Set<Place>();
  for (const word of words)
    for (const key of near(word, index.byLoosened.keys(), MOST))
      for (const { place } of index.byLoosened.get(key)!) found.add(place);
  if (found.size === 0) return [...new Set(inPart(index, name))].slice(0, MOST);
  return [...found].slice(0, MOST);
}
