import type { Feature, Geometry } from 'geojson';
import { checkSize } from './limits.ts';
import { decodeWkb } from './wkb.ts';

/** What is told of a GeoParquet file while it is read. */
export type ShapesPart =
  /** Before any shape: numbers to allow time for, and the reference system, absent where coordinates are degrees. */
  | { told: 'shapes'; cells: number; crs?: object }
  | { told: 'features'; features: Feature<Geometry | null>[]; share: number };

/** Shapes that are told of at once. */
const BATCH = 256;

/** Reads the shapes of a GeoParquet file whose geometries are well-known binary, and tells of them in parts. */
export async function geoParquetFeatures(
  file: string,
  bytes: Uint8Array,
  tell: (part: ShapesPart) => void,
): Promise<void> {
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
  const isDegrees = !crs || ['4326', 'CRS84'].includes(String(crs.id?.code));
  tell({ told: 'shapes', cells: Math.round(size / 100), ...(isDegrees ? {} : { crs }) });
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const records = await parquetReadObjects({
      file: buffer,
      metadata,
      compressors,
      utf8: false,
      geoparquet: false,
      rowStart,
      rowEnd,
    });
    for (let from = 0; from < records.length; from += BATCH) {
      const features = records.slice(from, from + BATCH).map((record): Feature<Geometry | null> => {
        const { [column]: blob, ...properties } = record;
        return {
          type: 'Feature',
          geometry: blob instanceof Uint8Array ? decodeWkb(blob) : null,
          properties,
        };
      });
      tell({ told: 'features', features, share: (rowStart + from) / Math.max(1, Number(metadata.num_rows)) });
    }
    rowStart = rowEnd;
  }
}
