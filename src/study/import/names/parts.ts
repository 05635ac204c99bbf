import { folded, loosened } from './fold.ts';
import type { Place } from './gazetteer.ts';
import { type Match, matchesOf, type NameIndex } from './name-index.ts';

/**
 * Places of names that carry their province: `江西宜春`, `Yichun, Jiangxi`, `Suzhou (Anhui)`, `Jilin Province Jilin City`.
 * A part must be the name of a place that others lie in, and what is left the name of a place in it.
 */
export function within(index: NameIndex, text: string): Match[] {
  const name = folded(text);
  const found = new Map<Place, Match>();
  for (const [outer, inner] of [...divided(name), ...prefixed(index, name)]) {
    const outers = new Set(matchesOf(index, outer).map(({ place }) => place.code));
    if (outers.size === 0) continue;
    for (const match of matchesOf(index, inner))
      if (match.place.parent !== undefined && outers.has(match.place.parent) && !found.has(match.place))
        found.set(match.place, { ...match, exact: false });
  }
  return [...found.values()];
}

/** Places that a part of a name names, whatever the other part says. */
export function inPart(index: NameIndex, text: string): Place[] {
  return divided(folded(text)).flatMap(([, inner]) => matchesOf(index, inner).map(({ place }) => place));
}

/** The ways to divide at a comma, bracket, slash or hyphen, or at a space; each as [outer, inner]. */
function divided(name: string): [string, string][] {
  const parts = name
    .split(/[,，、()（）/|·;:]| - /)
    .flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  if (parts.length === 2) return bothWays(parts[0]!, parts[1]!);
  if (parts.length > 2) return [];
  const words = name.split(/[ -]/);
  if (words.length > 6) return [];
  return words
    .slice(1)
    .flatMap((_, i) => bothWays(words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')));
}

function bothWays(a: string, b: string): [string, string][] {
  return [
    [a, b],
    [b, a],
  ];
}

/** Written together, as in Chinese: a name of an outer place at the beginning. */
function prefixed(index: NameIndex, name: string): [string, string][] {
  if (/^[\p{Script=Latin}\p{P}\s]*$/u.test(name)) return [];
  return index.parents.flatMap((place) =>
    place.names
      .map(({ text }) => folded(text))
      .filter((outer) => name.startsWith(outer) && loosened(name.slice(outer.length)) !== '')
      .map((outer): [string, string] => [outer, name.slice(outer.length)]),
  );
}
