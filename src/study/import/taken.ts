import type { Text } from '../../core/text.ts';
import type { Scope } from './header-text.ts';

/** A value as a sheet gives it, with the texts that name its place and what is measured, and the cell it stood in. */
export interface TakenValue {
  place: string;
  code?: string;
  province?: string;
  period: number;
  title: Text;
  indicator?: string;
  unit?: string;
  scope?: Scope;
  /** NaN where missing. */
  value: number;
  status: (typeof STATUSES)[number];
  /** As a reader would look it up: `book.xlsx!Sheet1:C7`. */
  cell: string;
  /** The text of the cell, where it is not simply the number. */
  written?: string;
}

export const STATUSES = [
  'observed',
  'estimated',
  'missing',
  'not-applicable',
  'below-unit',
  'error',
] as const;

/** The texts that name the place of a value, and those that say what is measured. */
export type PlaceTexts = Pick<TakenValue, 'place' | 'code' | 'province'>;
export type Subject = Pick<TakenValue, 'title' | 'indicator' | 'unit' | 'scope'>;

/** The values of a sheet by columns: a large table has millions of them, and few places and subjects. */
export interface Taken {
  length: number;
  /** In the order in which they are first met. */
  places: readonly PlaceTexts[];
  subjects: readonly Subject[];
  /** By value: positions in `places`, `subjects` and `STATUSES`. */
  place: Int32Array;
  subject: Int32Array;
  status: Uint8Array;
  period: Int32Array;
  value: Float64Array;
  /** Where the cell stands, for `nameOf`. */
  row: Int32Array;
  column: Int32Array;
  nameOf: (row: number, column: number) => string;
  /** By position of the value. */
  written: ReadonlyMap<number, string>;
}

/** What fills the columns, up to the number of values that there is room for. */
export interface Taking {
  placeAt: (texts: PlaceTexts) => number;
  subjectAt: (subject: Subject) => number;
  add: (
    place: number,
    subject: number,
    period: number,
    read: Pick<TakenValue, 'value' | 'status' | 'written'>,
    row: number,
    column: number,
  ) => void;
  taken: () => Taken;
}

/** Empty columns with room for so many values. */
export function taking(room: number, nameOf: Taken['nameOf']): Taking {
  const [places, subjects]: [PlaceTexts[], Subject[]] = [[], []];
  const [knownPlaces, knownSubjects] = [new Map<string, number>(), new Map<string, number>()];
  const [place, subject] = [new Int32Array(room), new Int32Array(room)];
  const [period, value, status] = [new Int32Array(room), new Float64Array(room), new Uint8Array(room)];
  const [row, column] = [new Int32Array(room), new Int32Array(room)];
  const written = new Map<number, string>();
  let length = 0;
  return {
    placeAt: (texts) => {
      const key = `${texts.code ?? ''}\n${texts.province ?? ''}\n${texts.place}`;
      return positionOf(knownPlaces, places, key, texts);
    },
    subjectAt: (one) => {
      const { title, indicator, unit, scope } = one;
      const key = JSON.stringify([title.zh, title.en, indicator, unit, scope]);
      return positionOf(knownSubjects, subjects, key, one);
    },
    add: (placeAt, subjectAt, year, read, r, c) => {
      place[length] = placeAt;
      subject[length] = subjectAt;
      period[length] = year;
      value[length] = read.value;
      status[length] = STATUSES.indexOf(read.status);
      row[length] = r;
      column[length] = c;
      if (read.written !== undefined) written.set(length, read.written);
      length++;
    },
    taken: () => ({
      ...{ length, places, subjects, nameOf, written },
      place: place.subarray(0, length),
      subject: subject.subarray(0, length),
      status: status.subarray(0, length),
      period: period.subarray(0, length),
      value: value.subarray(0, length),
      row: row.subarray(0, length),
      column: column.subarray(0, length),
    }),
  };
}

function positionOf<T>(known: Map<string, number>, list: T[], key: string, one: T): number {
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, list.length);
  return list.push(one) - 1;
}

/** One value of the columns as an object. */
export function valueAt(taken: Taken, i: number): TakenValue {
  const written = taken.written.get(i);
  return {
    ...taken.places[taken.place[i]!]!,
    period: taken.period[i]!,
    ...taken.subjects[taken.subject[i]!]!,
    value: taken.value[i]!,
    status: STATUSES[taken.status[i]!]!,
    cell: taken.nameOf(taken.row[i]!, taken.column[i]!),
    ...(written === undefined ? {} : { written }),
  };
}

/** The first values, at most so many; all of them where no number is given. */
export function valuesOf(taken: Taken, most = taken.length): TakenValue[] {
  return Array.from({ length: Math.min(most, taken.length) }, (_, i) => valueAt(taken, i));
}

/** Values as columns. */
export function takenOf(values: readonly TakenValue[]): Taken {
  const made = taking(values.length, (row) => values[row]!.cell);
  values.forEach((one, i) => {
    const { place, code, province, title, indicator, unit, scope } = one;
    const texts = {
      place,
      ...(code === undefined ? {} : { code }),
      ...(province === undefined ? {} : { province }),
    };
    const subject: Subject = {
      title,
      ...(indicator === undefined ? {} : { indicator }),
      ...(unit === undefined ? {} : { unit }),
      ...(scope === undefined ? {} : { scope }),
    };
    made.add(made.placeAt(texts), made.subjectAt(subject), one.period, one, i, 0);
  });
  return made.taken();
}
