import { type Note, noteAbout } from '../core/note.ts';
import type { Unit } from '../core/panel.ts';
import type { Problem } from '../core/problem.ts';
import { quantile } from '../core/statistics/quantile.ts';
import { readNumber } from './raw-table.ts';

/** A place on the globe, degrees. */
export interface Point {
  lon: number;
  lat: number;
}

const LIMITS = { lon: 360, lat: 90 } as const;

/**
 * Decimal degrees from two cells. Nothing where a cell is empty; text and degrees outside the range are refused, and a
 * latitude that only a longitude can be is told to be exchanged.
 */
export function readPoint(
  cells: Readonly<Record<keyof Point, string>>,
  where: (axis: keyof Point) => string,
  problems: Problem[],
): Point | undefined {
  const lon = readDegrees('lon', cells.lon, where, problems);
  const lat = readDegrees('lat', cells.lat, where, problems);
  const fits = (axis: keyof Point, value: number | undefined) =>
    value === undefined || Math.abs(value) <= LIMITS[axis];
  if (lon !== undefined && lat !== undefined && !fits('lat', lat) && fits('lon', lat) && fits('lat', lon)) {
    problems.push(exchanged(where('lat'), lon, lat));
    return undefined;
  }
  const faulty = [
    ...(fits('lon', lon) ? [] : [outside('lon', cells.lon, where)]),
    ...(fits('lat', lat) ? [] : [outside('lat', cells.lat, where)]),
  ];
  problems.push(...faulty);
  return lon === undefined || lat === undefined || faulty.length > 0 ? undefined : { lon, lat };
}

function readDegrees(
  axis: keyof Point,
  cell: string,
  where: (axis: keyof Point) => string,
  problems: Problem[],
): number | undefined {
  if (cell === '') return undefined;
  const value = readNumber(cell);
  if (value === undefined) problems.push(outside(axis, cell, where));
  return value;
}

function outside(axis: keyof Point, cell: string, where: (axis: keyof Point) => string): Problem {
  const limit = LIMITS[axis];
  return {
    code: 'units/coordinates',
    where: where(axis),
    saw: { en: cell, zh: cell },
    why: {
      en: `coordinates are decimal degrees between -${limit} and ${limit}`,
      zh: `坐标应为 -${limit} 至 ${limit} 的十进制度数`,
    },
    fix: { en: 'correct the cell or leave it empty', zh: '请更正或留空' },
  };
}

function exchanged(where: string, lon: number, lat: number): Problem {
  return {
    code: 'units/swapped',
    where,
    saw: { en: `longitude ${lon}, latitude ${lat}`, zh: `经度 ${lon}，纬度 ${lat}` },
    why: {
      en: 'a latitude lies between -90 and 90; the pair only makes sense the other way round',
      zh: '纬度应在 -90 至 90 之间；该坐标对调后才合理',
    },
    fix: {
      en: 'lon and lat look exchanged: exchange the cells, or the columns in the study',
      zh: '经纬度似乎颠倒：请对调单元格，或对调研究文件中的列',
    },
  };
}

/** Notes the units without coordinates, and those that would join the others if longitude and latitude were exchanged. */
export function coordinateNotes(units: readonly Unit[]): Note[] {
  const without = units.filter(({ lon }) => lon === undefined).map(({ id }) => id);
  return [
    ...noteAbout('units/no-coordinates', 'note', without, (names) => ({
      en: `${without.length} unit(s) have no coordinates: ${names.en}.`,
      zh: `${without.length} 个单元没有坐标：${names.zh}。`,
    })),
    ...noteAbout('units/perhaps-swapped', 'warning', suspects(units), (names) => ({
      en: `Longitude and latitude look exchanged: these units lie far from all others, and among them when exchanged: ${names.en}.`,
      zh: `经纬度可能颠倒：以下单元远离其他单元，对调后则与其相邻：${names.zh}。`,
    })),
  ];
}

/**
 * Most units lie in one region, and a few (a quarter at most) lie far from it but inside it when their longitude and
 * latitude are exchanged. The region is a square around the medians that holds three quarters of the units.
 */
function suspects(units: readonly Unit[]): string[] {
  const located = units.filter((unit): unit is Unit & Point => unit.lon !== undefined);
  if (located.length < 4) return [];
  const middle = (axis: keyof Point) =>
    quantile(Float64Array.from(located, (unit) => unit[axis]).sort(), 0.5);
  const centre = { lon: middle('lon'), lat: middle('lat') };
  const off = (lon: number, lat: number) => Math.max(Math.abs(lon - centre.lon), Math.abs(lat - centre.lat));
  const distances = located.map(({ lon, lat }) => off(lon, lat)).sort((a, b) => a - b);
  const radius = Math.max(1, distances[Math.ceil(0.75 * located.length) - 1]!);
  return located
    .filter(({ lon, lat }) => off(lon, lat) > 2 * radius && off(lat, lon) <= 1.5 * radius)
    .map(({ id }) => id);
}
