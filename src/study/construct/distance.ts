import { nearest } from '../../core/nearest.ts';
import type { Note } from '../../core/note.ts';
import type { Unit } from '../../core/panel.ts';
import { placed } from '../../core/problem.ts';
import { greatCircle } from '../../core/spatial/great-circle.ts';
import type { Distance } from '../../core/tree.ts';
import { kilometres } from './geodesic.ts';
import { type Cell, type Maker, Reason, type SideFile, type Site } from './maker.ts';
import type { Place, PlaceList } from './places.ts';

/** Something a distance can be measured to: a unit of the study, or a place of a list. */
interface Goal extends Place {
  cells: string[];
  side?: SideFile;
  /** Attribute of the unit that must equal the place's own. */
  attribute?: string | undefined;
}

/** A list of places, as it was declared and read. */
export interface ListedPlaces {
  list: PlaceList;
  places: readonly Place[];
}
export type PlaceLists = ReadonlyMap<string, ListedPlaces>;

/**
 * Kilometres from a unit to the nearest place that counts for it in a period: one that matches it, where the list says
 * how, and that is open. Equally near ones: the first of the file. Missing without coordinates or such a place.
 */
export function distanceMaker(
  id: string,
  { to, along }: Distance,
  path: readonly (string | number)[],
  site: Site,
  lists: PlaceLists,
): Maker {
  const nowhere = new Reason();
  const unmatched = new Reason();
  const closed = new Reason();
  const notes: Note[] = [];
  const goals = to.flatMap((name, i) =>
    goalsOf(id, name, [...path, 'distance', 'to', i], site, lists, notes),
  );
  const known = new Map<Unit, Float64Array>();
  const between = along === 'geodesic' ? kilometres : greatCircle;

  const distanceTo = (unit: Unit, g: number) => {
    const own = known.get(unit) ?? new Float64Array(goals.length).fill(Number.NaN);
    known.set(unit, own);
    if (Number.isNaN(own[g]!)) own[g] = between({ lon: unit.lon!, lat: unit.lat! }, goals[g]!);
    return own[g]!;
  };
  return {
    cell(unit, period): Cell | undefined {
      const item = `${unit.id} ${period}`;
      if (unit.lon === undefined) {
        nowhere.add(unit.id, item);
        return undefined;
      }
      const matching = goals.map((_, g) => g).filter((g) => matches(goals[g]!, unit));
      const open = matching.filter((g) => goals[g]!.from <= period && period <= goals[g]!.to);
      if (open.length === 0) {
        if (goals.length > 0) (matching.length > 0 ? closed : unmatched).add(named(goals, unit), item);
        return undefined;
      }
      const at = open.reduce((best, g) => (distanceTo(unit, g) < distanceTo(unit, best) ? g : best));
      const { key, cells, side, line } = goals[at]!;
      return {
        value: distanceTo(unit, at),
        origin: { formula: `${along}(${unit.id}, ${key})`, cells },
        ...(side ? { side, line } : {}),
      };
    },
    notes: () => [
      ...notes,
      ...nowhere.note('construct/no-coordinates', 'warning', (units) => ({
        en: `${id} is missing for units without coordinates: ${units.en}.`,
        zh: `以下单元没有坐标，${id} 缺失：${units.zh}。`,
      })),
      ...unmatched.note('construct/no-match', 'warning', (units) => ({
        en: `${id} is missing where no place of ${to.join(', ')} belongs to the unit: ${units.en}.`,
        zh: `以下单元在 ${to.join('、')} 中没有对应的地点，${id} 缺失：${units.zh}。`,
      })),
      ...closed.note('construct/none-open', 'warning', (units, cells) => ({
        en: `${id} is missing in ${cells} cell(s) in which no place of ${to.join(', ')} is open: ${units.en}.`,
        zh: `${cells} 个单元时期内 ${to.join('、')} 中没有开放的地点，${id} 缺失：${units.zh}。`,
      })),
    ],
  };
}

/** What a name means: the unit of that id, or else the list of that name. */
function goalsOf(
  id: string,
  name: string,
  path: readonly (string | number)[],
  site: Site,
  lists: PlaceLists,
  notes: Note[],
): Goal[] {
  const unit = site.units.find((one) => one.id === name);
  const found = lists.get(name);
  if (unit && found) notes.push(twoMeanings(id, name));
  if (unit) {
    if (unit.lon === undefined || unit.lat === undefined) {
      notes.push(goalWithout(id, name));
      return [];
    }
    const { file, coordinates } = site.study.units;
    const cells = [`${file} ${name} [${coordinates!.lon}, ${coordinates!.lat}]`];
    const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
    return [{ key: name, lon: unit.lon, lat: unit.lat, ...always, match: undefined, line: 0, cells }];
  }
  if (found) {
    const { list, places } = found;
    return places.map((place) => ({
      ...place,
      attribute: list.match,
      cells: [`${list.file}:${place.line} [${list.lon}, ${list.lat}]`],
      side: list,
    }));
  }
  const declared = Object.keys(site.study.units.places ?? {});
  // A list that is declared but could not be read has its own problems.
  if (!declared.includes(name))
    site.problems.push(...placed([unknown(name, path, site, declared)], site.locate));
  return [];
}

function matches(goal: Goal, unit: Unit): boolean {
  return (
    goal.attribute === undefined || (goal.match !== '' && unit.attributes.get(goal.attribute) === goal.match)
  );
}

/** A unit with the attribute that its places would have to agree with. */
function named(goals: readonly Goal[], unit: Unit): string {
  const attribute = goals.find((goal) => goal.attribute !== undefined)?.attribute;
  return attribute === undefined
    ? unit.id
    : `${unit.id} (${attribute}: ${unit.attributes.get(attribute) || '–'})`;
}

function twoMeanings(id: string, name: string): Note {
  return {
    code: 'construct/two-meanings',
    level: 'warning',
    text: {
      en: `${name} is a unit and a list of places; ${id} is measured to the unit.`,
      zh: `${name} 既是单元又是地点列表；${id} 按单元计算。`,
    },
    items: [id],
  };
}

function goalWithout(id: string, name: string): Note {
  return {
    code: 'construct/goal-without-coordinates',
    level: 'warning',
    text: {
      en: `${id} cannot be measured to ${name}, which has no coordinates.`,
      zh: `${name} 没有坐标，无法计算 ${id}。`,
    },
    items: [id, name],
  };
}

function unknown(name: string, path: readonly (string | number)[], site: Site, lists: readonly string[]) {
  const near = nearest(name, [...lists, ...site.units.map((unit) => unit.id)]);
  return {
    code: 'construct/unknown-place',
    path,
    saw: { en: `to: ${name}`, zh: `to: ${name}` },
    why: {
      en: 'it is neither a unit nor a list of units.places',
      zh: '它既不是单元，也不是 units.places 中的列表',
    },
    fix: near
      ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
      : lists.length > 0
        ? { en: `use one of ${lists.join(', ')}, or a unit`, zh: `可用：${lists.join('、')}，或某一单元` }
        : { en: `declare units.places.${name}`, zh: `请声明 units.places.${name}` },
  };
}
