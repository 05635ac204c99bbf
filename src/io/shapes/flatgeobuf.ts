import type { Feature, Geometry } from 'geojson';
import { checkSize } from './limits.ts';
import { reproject } from './reproject.ts';
import type { RawShapes } from './shapes.ts';

/** Reads a FlatGeobuf file. */
export async function readFlatGeobuf(file: string, bytes: Uint8Array): Promise<RawShapes> {
  checkSize(file, bytes.length, bytes.length / 16);
  const { deserialize } = await import('flatgeobuf/lib/mjs/geojson.js');
  let system: { code: number; wkt: string | null } | null = null;
  const features: Feature<Geometry | null>[] = [];
  for await (const one of deserialize(bytes, {
    headerMetaFn: (header: { crs: typeof system }) => {
      system = header.crs;
    },
  } as never) as AsyncIterable<Feature>)
    features.push(one);
  const { code, wkt } = (system ?? { code: 0, wkt: null }) as { code: number; wkt: string | null };
  if (code !== 4326 && (code > 0 || wkt)) await reproject(file, features, wkt ?? `EPSG:${code}`);
  return { features, notes: [] };
}
