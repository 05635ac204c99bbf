import { type Note, noteAbout } from '../../core/note.ts';
import type { Problem } from '../../core/problem.ts';
import { type Point, readPoint } from '../coordinates.ts';
import { conflict, emptyName } from '../data-problems.ts';
import { columnAt, optionalColumn, rowsOf } from '../raw-columns.ts';
import type { RawTable } from '../raw-table.ts';
import type { UnitsSection } from '../study.ts';
import { overlap, readSpan, type Span } from './span.ts';

export type PlaceList = NonNullable<UnitsSection['places']>[string];

/** A place that distances are measured to. */
export interface Place extends Point, Span {
  key: string;
  /** What its column `match` says, where the list has one. */
  match: string | undefined;
  line: number;
}

/** The places of a list, in the order of its file. Those without coordinates are left out with a note. */
export function readPlaces(
  name: string,
  list: PlaceList,
  table: RawTable,
  problems: Problem[],
): { places: Place[]; notes: Note[] } {
  const rows = rowsOf(table, {
    key: columnAt(table, list.key, problems),
    lon: columnAt(table, list.lon, problems),
    lat: columnAt(table, list.lat, problems),
    match: optionalColumn(table, list.match, problems),
    from: optionalColumn(table, list.from, problems),
    to: optionalColumn(table, list.to, problems),
  });
  const places: Place[] = [];
  const nowhere: string[] = [];
  const seen = new Map<string, Place[]>();
  for (const row of rows ?? []) {
    if (row.isBlank) continue;
    const key = row.cell('key');
    if (key === '') problems.push(emptyName(row.where('key')));
    const before = problems.length;
    const point = readPoint({ lon: row.cell('lon'), lat: row.cell('lat') }, row.where, problems);
    const span = readSpan(row, problems);
    if (key === '' || !span || problems.length > before) continue;
    if (!point) {
      nowhere.push(`${key} (${row.where()})`);
      continue;
    }
    const place = {
      key,
      ...point,
      ...span,
      match: list.match === undefined ? undefined : row.cell('match'),
      line: row.line,
    };
    const namesakes = seen.get(key) ?? [];
    const first = namesakes.find(
      (one) => (one.lon !== place.lon || one.lat !== place.lat) && overlap(one, place),
    );
    if (first) {
      const shown = `${place.lon}, ${place.lat}`;
      problems.push(
        conflict(row.where('lon'), shown, `${table.file}:${first.line}`, `${first.lon}, ${first.lat}`, key),
      );
      continue;
    }
    seen.set(key, [...namesakes, place]);
    places.push(place);
  }
  const notes = noteAbout('construct/place-without-coordinates', 'warning', nowhere, (names) => ({
    en: `${nowhere.length} place(s) of ${name} have no coordinates and are left out: ${names.en}.`,
    zh: `${name} 中 ${nowhere.length} 个地点没有坐标，未采用：${names.zh}。`,
  }));
  return { places, notes };
}
