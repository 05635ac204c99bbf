import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feature, Polygon } from 'geojson';
import { parquetWriteBuffer } from 'hyparquet-writer';

/** Two squares side by side, with names in Chinese. */
export const squares = (): Feature<Polygon>[] =>
  [0, 1].map((i) => ({
    type: 'Feature',
    properties: { code: `0${i + 1}`, name: i === 0 ? '甲市' : '乙市' },
    geometry: {
      type: 'Polygon',
      coordinates: [[i, i + 1, i + 1, i, i].map((x, k) => [x + 110, 30 + [0, 0, 1, 1, 0][k]!]).reverse()],
    },
  }));
/** A file of GeoJSON. */
export const json = (features: unknown[]) =>
  new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }));
const GBK: Record<string, number[]> = { 甲: [0xbc, 0xd7], 乙: [0xd2, 0xd2], 市: [0xca, 0xd0] };

/** The shapes of a shapefile. */
export function shp(): Buffer {
  const records = squares().map(({ geometry }, i) => {
    const ring = geometry.coordinates[0]!;
    const record = Buffer.alloc(8 + 48 + 16 * ring.length);
    record.writeInt32BE(i + 1, 0);
    record.writeInt32BE((48 + 16 * ring.length) / 2, 4);
    record.writeInt32LE(5, 8);
    record.writeInt32LE(1, 44);
    record.writeInt32LE(ring.length, 48);
    ring.forEach(([x, y], k) => {
      record.writeDoubleLE(x!, 56 + 16 * k);
      record.writeDoubleLE(y!, 64 + 16 * k);
    });
    return record;
  });
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  header.writeInt32BE((100 + Buffer.concat(records).length) / 2, 24);
  return Buffer.concat([header, ...records]);
}

function dbf(): Buffer {
  const header = Buffer.alloc(32 + 64 + 1);
  header[0] = 3;
  header.writeUInt32LE(2, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(1 + 2 + 8, 10);
  ['code', 'name'].forEach((name, i) => {
    header.write(name, 32 + 32 * i, 'latin1');
    header.write('C', 32 + 32 * i + 11, 'latin1');
    header[32 + 32 * i + 16] = i === 0 ? 2 : 8;
  });
  header[96] = 13;
  const rows = squares().map(({ properties }) => {
    const row = Buffer.alloc(11, 0x20);
    row.write(properties!.code, 1, 'latin1');
    Buffer.from([...(properties!.name as string)].flatMap((letter) => GBK[letter]!)).copy(row, 3);
    return row;
  });
  return Buffer.concat([header, ...rows]);
}

export const WGS84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
/** The files of a shapefile in GBK, in mixed case. */
export const parts = () => ({
  'Map.SHP': shp(),
  'Map.dbf': dbf(),
  'map.prj': Buffer.from(WGS84),
  'map.CPG': Buffer.from('GBK'),
});

function wkb(ring: number[][]): Buffer {
  const bytes = Buffer.alloc(13 + 16 * ring.length);
  bytes[0] = 1;
  bytes.writeUInt32LE(3, 1);
  bytes.writeUInt32LE(1, 5);
  bytes.writeUInt32LE(ring.length, 9);
  ring.flat().forEach((value, i) => {
    bytes.writeDoubleLE(value, 13 + 8 * i);
  });
  return bytes;
}

/** A reference system as a GeoPackage names it, and the places of the squares in it. */
export interface System {
  definition: string;
  code: number;
  place: (degrees: number[]) => number[];
}

const DEGREES: System = { definition: WGS84, code: 4326, place: (degrees) => degrees };

/** A GeoPackage that has the squares in each of its layers. */
export async function gpkg(
  layers: readonly string[],
  { definition, code, place }: System = DEGREES,
): Promise<Uint8Array> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  const path = join(mkdtempSync(join(tmpdir(), 'holling-gpkg-')), 'a.gpkg');
  const database = new sqlite.Database(path);
  database.exec(`CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
    CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER, definition TEXT, organization_coordsys_id INTEGER);
    INSERT INTO gpkg_spatial_ref_sys VALUES (4326, '${definition}', ${code});`);
  for (const layer of layers) {
    database.exec(`CREATE TABLE ${layer} (geom BLOB, code TEXT, name TEXT);
      INSERT INTO gpkg_contents VALUES ('${layer}', 'features');
      INSERT INTO gpkg_geometry_columns VALUES ('${layer}', 'geom', 4326);`);
    for (const { properties, geometry } of squares())
      database.run(`INSERT INTO ${layer} VALUES (?, ?, ?)`, [
        Buffer.concat([
          Buffer.from([0x47, 0x50, 0, 1, 0xe6, 0x10, 0, 0]),
          wkb(geometry.coordinates[0]!.map(place)),
        ]),
        properties!.code,
        properties!.name,
      ]);
  }
  database.close();
  return readFileSync(path);
}

/** A GeoParquet file of the squares. */
export function geoParquet(): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'code', data: squares().map((one) => one.properties!.code), type: 'STRING' },
        { name: 'name', data: squares().map((one) => one.properties!.name), type: 'STRING' },
        {
          name: 'geometry',
          data: squares().map((one) => new Uint8Array(wkb(one.geometry.coordinates[0]!))),
          type: 'BYTE_ARRAY',
        },
      ],
      kvMetadata: [
        {
          key: 'geo',
          value: JSON.stringify({ primary_column: 'geometry', columns: { geometry: { encoding: 'WKB' } } }),
        },
      ],
    }),
  );
}
