import { createHash } from 'node:crypto';
import { geoArea } from 'd3-geo';
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import type { Note } from '../core/note.ts';
import { listed } from '../core/note.ts';
import type { Unit } from '../core/panel.ts';
import type { Problem } from '../core/problem.ts';
import type { Boundaries } from '../study/result.ts';

/**
 * Reads TopoJSON or GeoJSON and says which shape belongs to which unit. `key` names a property, or is `id`.
 * Rings that run the wrong way round would fill the rest of the globe; they are turned, with a note.
 */
export function readBoundaries(
  file: string,
  bytes: Uint8Array,
  key: string,
  units: readonly Unit[],
  problems: Problem[],
): { boundaries?: Boundaries; notes: Note[] } {
  const features = parse(file, bytes, problems);
  if (!features) return { notes: [] };
  const known = new Set(units.map((unit) => unit.id));
  const keys = features.features.map((one) => keyOf(one, key));
  if (keys.every((one) => one === undefined)) {
    problems.push(noKey(file, key, features));
    return { notes: [] };
  }
  let turned = 0;
  for (const one of features.features) if (rewind(one)) turned++;
  const ids = keys.map((one) => (one !== undefined && known.has(one) ? one : undefined));
  const drawn = new Set(ids);
  const without = units.filter((unit) => !drawn.has(unit.id)).map((unit) => unit.id);
  return {
    boundaries: { file, digest: createHash('sha256').update(bytes).digest('hex'), features, ids },
    notes: notesOf(file, turned, without),
  };
}

function parse(file: string, bytes: Uint8Array, problems: Problem[]): FeatureCollection | undefined {
  try {
    const json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as { type?: string };
    if (json.type === 'FeatureCollection') return json as FeatureCollection;
    if (json.type === 'Topology') return ofTopology(json as Topology);
    throw new Error(`type ${json.type}`);
  } catch (error) {
    const message = (error as Error).message;
    problems.push({
      code: 'boundaries/format',
      where: file,
      saw: { en: message, zh: message },
      why: {
        en: 'maps need a TopoJSON topology or a GeoJSON FeatureCollection',
        zh: '地图需要 TopoJSON 拓扑或 GeoJSON 要素集合',
      },
      fix: { en: 'export the shapes in one of these formats', zh: '请导出为上述格式之一' },
    });
    return undefined;
  }
}

/** All features of a topology's objects that are collections of shapes. */
function ofTopology(topology: Topology): FeatureCollection {
  const features = Object.values(topology.objects).flatMap((object) => {
    const made = feature(topology, object);
    return made.type === 'FeatureCollection' ? made.features : [made];
  });
  return { type: 'FeatureCollection', features };
}

function keyOf(one: Feature, key: string): string | undefined {
  const value =
    one.properties && Object.hasOwn(one.properties, key)
      ? one.properties[key]
      : key === 'id'
        ? one.id
        : undefined;
  return value === undefined || value === null ? undefined : String(value);
}

/** Turns outer rings that enclose more than half of the globe; true when any was turned. */
function rewind({ geometry }: Feature): boolean {
  if (!geometry) return false;
  if (geometry.type === 'Polygon') return turn(geometry.coordinates);
  if (geometry.type !== 'MultiPolygon') return false;
  return (geometry as MultiPolygon).coordinates.map(turn).some(Boolean);
}

function turn(rings: Position[][]): boolean {
  const polygon: Polygon = { type: 'Polygon', coordinates: rings };
  if (geoArea(polygon) <= 2 * Math.PI) return false;
  for (const ring of rings) ring.reverse();
  return true;
}

function noKey(file: string, key: string, features: FeatureCollection): Problem {
  const names = Object.keys(features.features[0]?.properties ?? {}).slice(0, 20);
  return {
    code: 'boundaries/no-key',
    where: `${file} (units.boundaries.key)`,
    saw: {
      en: `no property ${key}; there are ${['id', ...names].join(', ')}`,
      zh: `没有属性 ${key}；现有 ${['id', ...names].join('、')}`,
    },
    why: { en: 'shapes are joined to units by it', zh: '形状按该属性与单元对应' },
    fix: { en: 'name the property that holds the key of the units', zh: '请填写存有单元标识的属性名' },
  };
}

function notesOf(file: string, turned: number, without: readonly string[]): Note[] {
  const notes: Note[] = [];
  if (turned > 0) {
    notes.push({
      code: 'boundaries/rewound',
      level: 'note',
      text: {
        en: `${turned} shape(s) of ${file} ran the wrong way round and were turned for drawing.`,
        zh: `${file} 中 ${turned} 个形状的环向有误，绘图时已反转。`,
      },
    });
  }
  if (without.length > 0) {
    const names = listed(without);
    notes.push({
      code: 'boundaries/without-shape',
      level: 'note',
      text: {
        en: `${without.length} unit(s) have no shape and are not on the map: ${names.en}.`,
        zh: `${without.length} 个单元没有边界，不出现在地图上：${names.zh}。`,
      },
      items: without,
    });
  }
  return notes;
}
