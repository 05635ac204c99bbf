import { createHash } from 'node:crypto';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Note } from '../core/note.ts';
import { type Problem, ProblemError } from '../core/problem.ts';
import type { Shapes } from '../study/result.ts';
import type { ShapesSection } from '../study/study.ts';
import { mend } from './shapes/mend.ts';
import { mendedNotes } from './shapes/mended-notes.ts';
import { readFeatures } from './shapes/read-features.ts';
import type { RawShapes } from './shapes/shapes.ts';
import { simplified } from './shapes/simplify.ts';

/**
 * Reads shapes; `key` names a property, or is `id`, and `place` is the key of the study that names the file.
 * Rings that run the wrong way round would fill the rest of the globe; they are turned, with a note.
 */
export async function readShapes(
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
