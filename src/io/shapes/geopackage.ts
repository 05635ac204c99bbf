import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feature, Geometry } from 'geojson';
import { checkSize } from './limits.ts';
import { reproject } from './reproject.ts';
import { severalLayers } from './shapefile.ts';
import type { RawShapes, ShapeOptions } from './shapes.ts';
import { decodeWkb } from './wkb.ts';

/** Reads a layer of features of a GeoPackage; it need not be named where there is only one. */
export async function readGeoPackage(
  file: string,
  bytes: Uint8Array,
  { layer }: ShapeOptions,
): Promise<RawShapes> {
  checkWhole(bytes);
  const { default: sqlite } = await import('node-sqlite3-wasm');
  // The library opens files alone, and writes a lock beside them.
  const folder = await mkdtemp(join(tmpdir(), 'holling-shapes-'));
  try {
    const path = join(folder, 'shapes.gpkg');
    await writeFile(path, bytes);
    const database = new sqlite.Database(path, { readOnly: true });
    try {
      const layers = database.all(
        `SELECT c.table_name AS name, g.column_name AS shape, s.definition AS system, s.organization_coordsys_id AS code
         FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
         LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id WHERE c.data_type = 'features' ORDER BY c.table_name`,
      );
      const wanted = layer === undefined ? layers : layers.filter(({ name }) => name === layer);
      if (wanted.length !== 1)
        throw severalLayers(
          file,
          layers.map(({ name }) => String(name)),
          layer,
        );
      const { name, shape, system, code } = wanted[0]!;
      const column = quoted(String(shape));
      const [size] = database.all(`SELECT SUM(LENGTH(${column})) AS bytes FROM ${quoted(String(name))}`);
      checkSize(file, bytes.length, Number(size?.bytes ?? 0) / 16);
      const features = database.all(`SELECT * FROM ${quoted(String(name))}`).map((record) => {
        const { [String(shape)]: blob, ...properties } = record;
        return {
          type: 'Feature',
          geometry: blob instanceof Uint8Array ? geometryOf(blob) : null,
          properties,
        } as Feature<Geometry | null>;
      });
      if (Number(code) !== 4326 && typeof system === 'string' && system !== 'undefined')
        await reproject(file, features, system);
      return { features, notes: [] };
    } finally {
      database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A file that was cut off would lose features without a word: SQLite takes the pages that are not there for empty ones. */
function checkWhole(bytes: Uint8Array): void {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isCounted = bytes.length >= 100 && header.getUint32(24) === header.getUint32(92);
  const size = bytes.length < 100 ? 0 : header.getUint16(16) === 1 ? 65_536 : header.getUint16(16);
  const expected = isCounted ? size * header.getUint32(28) : 100;
  if (bytes.length < expected)
    throw new Error(`a GeoPackage of ${bytes.length} bytes whose header speaks of ${expected}`);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The geometry behind the header of a GeoPackage; none when it is marked as empty. */
function geometryOf(blob: Uint8Array): Geometry | null {
  const flags = blob[3]!;
  if (blob[0] !== 0x47 || blob[1] !== 0x50) throw new Error('a geometry without the header GP');
  if (flags & 0x10) return null;
  const envelope = [0, 32, 48, 48, 64][(flags >> 1) & 7];
  if (envelope === undefined) throw new Error('an envelope of unknown kind');
  return decodeWkb(blob.subarray(8 + envelope));
}
