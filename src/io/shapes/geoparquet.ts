import type { Feature, Geometry } from 'geojson';
import { checkSize } from './limits.ts';
import { reproject } from './reproject.ts';
import type { RawShapes } from './shapes.ts';
import { decodeWkb } from './wkb.ts';

/** Reads a GeoParquet file whose geometries are well-known binary. */
export async function readGeoParquet(file: string, bytes: Uint8Array): Promise<RawShapes> {
  const [{ parquetMetadata, parquetReadObjects }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(buffer, { geoparquet: false });
  const size = metadata.row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  checkSize(file, size, size / 16);
  const text = metadata.key_value_metadata?.find(({ key }) => key === 'geo')?.value;
  if (!text) throw new Error('a Parquet file without the metadata "geo" of GeoParquet');
  const geo = JSON.parse(text) as {
    primary_column: string;
    columns: Record<string, { encoding: string; crs?: { id?: { code?: number | string } } | null }>;
  };
  const column = geo.primary_column;
  const { encoding, crs } = geo.columns[column]!;
  if (encoding !== 'WKB') throw new Error(`geometries encoded as ${encoding}, not WKB`);
  const records = await parquetReadObjects({
    file: buffer,
    metadata,
    compressors,
    utf8: false,
    geoparquet: false,
  });
  const features = records.map((record): Feature<Geometry | null> => {
    const { [column]: blob, ...properties } = record;
    return { type: 'Feature', geometry: blob instanceof Uint8Array ? decodeWkb(blob) : null, properties };
  });
  if (crs && !['4326', 'CRS84'].includes(String(crs.id?.code))) await reproject(file, features, crs);
  return { features, notes: [] };
}
