import { createHash } from 'node:crypto';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Note } from '../core/note.ts';
import { listed } from '../core/note.ts';
import type { Unit } from '../core/panel.ts';
import { type Problem, ProblemError } from '../core/problem.ts';
import type { Text } from '../core/text.ts';
import type { Boundaries, Shapes } from '../study/result.ts';
import type { ShapesSection, UnitsSection } from '../study/study.ts';
import { joined } from './shapes/join.ts';
import { mend } from './shapes/mend.ts';
import { mendedNotes } from './shapes/mended-notes.ts';
import { readFeatures } from './shapes/read-features.ts';
import type { RawShapes } from './shapes/shapes.ts';
import { simplified } from './shapes/simplify.ts';

/**
 * Reads the shapes of the study area and says which belongs to which unit. `key` names a property, or is `id`.
 * Rings that run the wrong way round would fill the rest of the globe; they are turned, with a note.
 */
export async function readBoundaries(
  section: NonNullable<UnitsSection['boundaries']>,
  bytes: Uint8Array,
  units: readonly Unit[],
  problems: Problem[],
  excluded: Record<string, Text> = {},
): Promise<{ boundaries?: Boundaries; notes: Note[] }> {
  const { shapes, notes } = await readShapes(section, 'units.boundaries', bytes, problems);
  if (!shapes) return { notes };
  const { ids, notes: found } = joined(shapes, units, excluded);
  const drawn = new Set(ids);
  const without = units.filter((unit) => !drawn.has(unit.id)).map((unit) => unit.id);
  if (units.length > 0 && without.length === units.length) {
    problems.push(noMatch(section, shapes.keys));
    return { notes };
  }
  if (without.length > 0) notes.push(withoutShape(without));
  notes.push(...found);
  if (section.note) notes.push({ code: 'boundaries/note', level: 'note', text: section.note });
  return { boundaries: { ...shapes, ids }, notes };
}

/** Reads the shapes around the study area. */
export async function readContext(
  section: ShapesSection,
  bytes: Uint8Array,
  problems: Problem[],
): Promise<{ shapes?: Shapes; notes: Note[] }> {
  return readShapes(section, 'units.context', bytes, problems);
}

/** Says which places of the study area are not scored and why, and which of them no map can show. */
export function excludedNotes(excluded: Record<string, Text>, boundaries: Boundaries | undefined): Note[] {
  const keys = Object.keys(excluded);
  if (keys.length === 0) return [];
  const nameOf = (key: string) => boundaries?.names[boundaries.keys.indexOf(key)] ?? { en: key, zh: key };
  const without = boundaries ? keys.filter((key) => !boundaries.keys.includes(key)) : [];
  const en = keys.map((key) => `${nameOf(key).en} (${excluded[key]!.en})`).join('; ');
  const zh = keys.map((key) => `${nameOf(key).zh}（${excluded[key]!.zh}）`).join('；');
  return [
    {
      code: 'units/excluded',
      level: 'note',
      text: {
        en: `${keys.length} place(s) of the study area are not scored: ${en}.`,
        zh: `研究区内 ${keys.length} 个地区不计分：${zh}。`,
      },
      items: keys,
    },
    ...(without.length > 0 ? [withoutShape(without)] : []),
  ];
}

async function readShapes(
  { file, key, name, encoding, layer, simplify }: ShapesSection,
  place: string,
  bytes: Uint8Array,
  problems: Problem[],
): Promise<{ shapes?: Shapes; notes: Note[] }> {
  const raw = await attempt(() => readFeatures(file, bytes, { encoding, layer }), problems);
  if (!raw) return { notes: [] };
  const features = { type: 'FeatureCollection' as const, features: raw.features };
  const column = (property: string | undefined, path: string) => {
    const values = features.features.map((one) =>
      property === undefined ? undefined : propertyOf(one, property),
    );
    if (property !== undefined && values.every((one) => one === undefined))
      problems.push(noProperty(`${file} (${place}.${path})`, property, path === 'key', features));
    return values;
  };
  const before = problems.length;
  const keys = column(key, 'key');
  const wanted = typeof name === 'string' ? { en: name } : (name ?? {});
  const [en, zh] = [column(wanted.en, 'name'), column(wanted.zh, 'name')];
  const beyond = beyondDegrees(features);
  if (beyond) problems.push(notDegrees(file, beyond));
  if (problems.length > before) return { notes: [] };
  const names = keys.map((_, i) => {
    const either = en[i] ?? zh[i];
    return either === undefined ? undefined : { en: either, zh: zh[i] ?? either };
  });
  const mended = mend(raw.features);
  const labels = keys.map((one, i) => one ?? names[i]?.en ?? `#${i + 1}`);
  const sound = raw.features.flatMap((_, i) => (mended.broken.has(i) ? [] : [i]));
  const whole = sound.map((i) => raw.features[i] as Feature);
  const light =
    simplify === 'none'
      ? { features: whole, notes: [] }
      : await simplified(file, whole, 'to' in simplify ? { to: bytesOf(simplify.to) } : simplify);
  return {
    shapes: {
      file,
      digest: createHash('sha256').update(bytes).digest('hex'),
      features: { type: 'FeatureCollection', features: light.features },
      keys: sound.map((i) => keys[i]),
      names: sound.map((i) => names[i]),
    },
    notes: [...raw.notes, ...mendedNotes(file, mended, labels), ...light.notes],
  };
}

async function attempt(read: () => Promise<RawShapes>, problems: Problem[]): Promise<RawShapes | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** Bytes of a size such as 1 MB. */
function bytesOf(size: string): number {
  return Number.parseFloat(size) * (size.endsWith('MB') ? 1e6 : 1e3);
}

function propertyOf(one: Feature<Geometry | null>, key: string): string | undefined {
  const value =
    one.properties && Object.hasOwn(one.properties, key)
      ? one.properties[key]
      : key === 'id'
        ? one.id
        : undefined;
  return value === undefined || value === null ? undefined : String(value);
}

function noProperty(
  where: string,
  property: string,
  isKey: boolean,
  features: FeatureCollection<Geometry | null>,
): Problem {
  const names = Object.keys(features.features[0]?.properties ?? {}).slice(0, 20);
  return {
    code: isKey ? 'boundaries/no-key' : 'boundaries/no-name',
    where,
    saw: {
      en: `no property ${property}; there are ${[...new Set(['id', ...names])].join(', ')}`,
      zh: `没有属性 ${property}；现有 ${[...new Set(['id', ...names])].join('、')}`,
    },
    why: isKey
      ? { en: 'shapes are joined to units by it', zh: '形状按该属性与单元对应' }
      : { en: 'shapes are named by it', zh: '形状按该属性命名' },
    fix: isKey
      ? { en: 'name the property that holds the key of the units', zh: '请填写存有单元标识的属性名' }
      : { en: 'name the property that holds their names', zh: '请填写存有名称的属性名' },
  };
}

function noMatch({ file, key }: ShapesSection, keys: readonly (string | undefined)[]): Problem {
  const some = keys.filter((one) => one !== undefined).slice(0, 5);
  return {
    code: 'boundaries/no-match',
    where: `${file} (units.boundaries.key)`,
    saw: {
      en: `no shape whose ${key} is the key of a unit; it holds ${some.join(', ')}, ...`,
      zh: `没有任何形状的 ${key} 等于单元标识；其值如 ${some.join('、')} 等`,
    },
    why: { en: 'every map would be empty', zh: '所有地图都将是空的' },
    fix: {
      en: 'name the property that holds the keys of the unit file, or use the codes of the shapes there',
      zh: '请填写与单元文件标识相同的属性名，或在单元文件中采用形状的编码',
    },
  };
}

function notDegrees(file: string, place: readonly number[]): Problem {
  const isSwapped = Math.abs(place[0]!) <= 90 && Math.abs(place[1]!) <= 180;
  if (isSwapped)
    return {
      code: 'boundaries/swapped',
      where: file,
      saw: { en: `the coordinates ${place.join(', ')}`, zh: `坐标 ${place.join('、')}` },
      why: {
        en: 'longitude stands first; this latitude is beyond 90 and makes sense only the other way round',
        zh: '经度应在前；该纬度超出 90，只有互换才合理',
      },
      fix: { en: 'exchange longitude and latitude in the file', zh: '请在文件中互换经纬度' },
    };
  return {
    code: 'boundaries/not-degrees',
    where: file,
    saw: { en: `the coordinates ${place.join(', ')}`, zh: `坐标 ${place.join('、')}` },
    why: {
      en: 'shapes stand in degrees of longitude and latitude; these are beyond 180 and 90',
      zh: '形状须以经纬度（度）表示，而该值超出 180 或 90',
    },
    fix: { en: 'save the file in WGS84 degrees (EPSG:4326)', zh: '请以 WGS84 经纬度（EPSG:4326）另存' },
  };
}

/** The first position of the shapes that cannot be degrees. */
function beyondDegrees(features: FeatureCollection<Geometry | null>): readonly number[] | undefined {
  const find = (part: unknown): readonly number[] | undefined => {
    if (!Array.isArray(part)) return undefined;
    if (typeof part[0] === 'number')
      return Math.abs(part[0]) <= 180.001 && Math.abs(part[1]) <= 90.001 ? undefined : part;
    for (const inner of part) {
      const found = find(inner);
      if (found) return found;
    }
    return undefined;
  };
  for (const { geometry } of features.features) {
    const found = geometry && 'coordinates' in geometry ? find(geometry.coordinates) : undefined;
    if (found) return found;
  }
  return undefined;
}

function withoutShape(without: readonly string[]): Note {
  const names = listed(without);
  return {
    code: 'boundaries/without-shape',
    level: 'note',
    text: {
      en: `${without.length} unit(s) have no shape and are not on the map: ${names.en}.`,
      zh: `${without.length} 个单元没有边界，不出现在地图上：${names.zh}。`,
    },
    items: without,
  };
}
