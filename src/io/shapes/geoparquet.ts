import type { Feature, Geometry } from 'geojson';
import { framing, workerFor } from '../readers/parquet.ts';
import { inThread } from '../readers/parquet-thread.ts';
import type { ReadOptions } from '../readers/reading.ts';
import { geoParquetFeatures, type ShapesPart } from './geoparquet-features.ts';
import { reproject } from './reproject.ts';
import type { RawShapes } from './shapes.ts';

/**
 * Reads a GeoParquet file in a thread of its own, as every Parquet file: the pages of a damaged one can keep a reader busy
 * without end, and what it makes of itself is bounded by the memory of the thread.
 */
export async function readGeoParquet(
  file: string,
  bytes: Uint8Array,
  options: Pick<ReadOptions, 'parquet' | 'signal'> = {},
): Promise<RawShapes> {
  const fault = framing(bytes);
  if (fault !== undefined) throw new Error(`a Parquet file that is cut off or damaged (${fault})`);
  const features: Feature<Geometry | null>[] = [];
  let system: object | undefined;
  const tell = (part: ShapesPart) => {
    if (part.told === 'shapes') system = part.crs;
    else for (const feature of part.features) features.push(feature);
  };
  const worker = workerFor(options);
  if (worker) await inThread(worker, { task: 'shapes', file, bytes }, tell, options);
  else await geoParquetFeatures(file, bytes, tell);
  if (system) await reproject(file, features, system);
  return { features, notes: [] };
}
