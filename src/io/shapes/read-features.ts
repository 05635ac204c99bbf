import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { ProblemError } from '../../core/problem.ts';
import { refused } from '../readers/reading.ts';
import { checkSize, countByte } from './limits.ts';
import { severalLayers } from './shapefile.ts';
import type { RawShapes, ShapeOptions } from './shapes.ts';

/** Reads shapes of any format; which one it is, the content says. */
export async function readFeatures(
  file: string,
  bytes: Uint8Array,
  options: ShapeOptions,
): Promise<RawShapes> {
  try {
    checkSize(file, bytes.length, 0);
    const kind = kindOf(bytes);
    if (options.encoding !== undefined && kind !== 'zip') throw useless(file, 'encoding');
    if (options.layer !== undefined && (kind === 'fgb' || kind === 'parquet')) throw useless(file, 'layer');
    if (kind === 'zip') return await (await import('./shapefile.ts')).readShapefile(file, bytes, options);
    if (kind === 'sqlite')
      return await (await import('./geopackage.ts')).readGeoPackage(file, bytes, options);
    if (kind === 'fgb') return await (await import('./flatgeobuf.ts')).readFlatGeobuf(file, bytes);
    if (kind === 'parquet')
      return await (await import('./geoparquet.ts')).readGeoParquet(file, bytes, options);
    return { features: ofJson(file, bytes, options), notes: [] };
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const message = (error as Error).message;
    throw refused(
      'boundaries/format',
      file,
      { en: message, zh: message },
      {
        en: 'maps need TopoJSON, a GeoJSON FeatureCollection, a zipped shapefile, GeoPackage, FlatGeobuf or GeoParquet',
        zh: '地图需要 TopoJSON、GeoJSON 要素集合、zip 压缩的 shapefile、GeoPackage、FlatGeobuf 或 GeoParquet',
      },
      { en: 'export the shapes in one of these formats', zh: '请导出为上述格式之一' },
    );
  }
}

function kindOf(bytes: Uint8Array): 'zip' | 'sqlite' | 'fgb' | 'parquet' | 'json' {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(16, bytes.byteLength)).toString('latin1');
  if (head.startsWith('PK')) return 'zip';
  if (head.startsWith('SQLite format 3')) return 'sqlite';
  if (head.startsWith('fgb')) return 'fgb';
  return head.startsWith('PAR1') ? 'parquet' : 'json';
}

function ofJson(file: string, bytes: Uint8Array, { layer }: ShapeOptions): Feature<Geometry | null>[] {
  checkSize(file, bytes.length, countByte(bytes, 0x5b));
  const json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as { type?: string };
  if (json.type === 'Topology') return ofTopology(file, json as Topology, layer);
  if (layer !== undefined) throw useless(file, 'layer');
  if (json.type === 'FeatureCollection') return (json as FeatureCollection<Geometry | null>).features;
  throw new Error(`type ${json.type}`);
}

/** All features of a topology's objects that are collections of shapes, or of the one that is named. */
function ofTopology(file: string, topology: Topology, layer: string | undefined): Feature[] {
  const names = Object.keys(topology.objects);
  if (layer !== undefined && !names.includes(layer)) throw severalLayers(file, names, layer);
  return (layer === undefined ? names : [layer]).flatMap((name) => {
    const made = feature(topology, topology.objects[name]!);
    return made.type === 'FeatureCollection' ? made.features : [made];
  });
}

function useless(file: string, key: string) {
  return refused(
    'boundaries/option',
    file,
    { en: `the key ${key}`, zh: `键 ${key}` },
    { en: 'this format has no use for it', zh: '该格式用不到此键' },
    { en: `remove ${key}:`, zh: `请删去 ${key}:` },
  );
}
