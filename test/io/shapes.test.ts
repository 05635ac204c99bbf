import fc from 'fast-check';
import type { Feature, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { type Problem, ProblemError } from '../../src/core/problem.ts';
import { readShapes } from '../../src/io/boundaries.ts';
import { crossing } from '../../src/io/shapes/crossing.ts';
import { checkSize } from '../../src/io/shapes/limits.ts';
import { mend } from '../../src/io/shapes/mend.ts';
import { neighbours } from '../../src/io/shapes/neighbours.ts';
import { readFeatures } from '../../src/io/shapes/read-features.ts';
import { completed } from '../../src/io/shapes/reproject.ts';
import { simplified } from '../../src/io/shapes/simplify.ts';
import { joined } from '../../src/study/join-shapes.ts';
import { geoParquet, gpkg, json, parts, shp, squares } from '../support/shape-files.ts';
import { bundled } from '../support/worker-file.ts';
import { zipped } from '../support/zipped.ts';

const CGCS_114 =
  'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 114E",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",114],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],AUTHORITY["EPSG","4547"]]';
const UTM_49 =
  'PROJCS["WGS 84 / UTM zone 49N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",111],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],AUTHORITY["EPSG","32649"]]';

const codesOf = async (bytes: Uint8Array, options = {}) => {
  try {
    await readFeatures('file', bytes, options);
    return [];
  } catch (error) {
    return error instanceof ProblemError ? error.problems.map(({ code }) => code) : [String(error)];
  }
};
const plain = (features: Feature<(unknown & Polygon) | null>[]) =>
  features.map(({ properties, geometry }) => ({
    properties: { ...properties },
    coordinates: geometry!.coordinates,
  }));

describe('shapes of every format', () => {
  it('give the same features', async () => {
    const { serialize } = await import('flatgeobuf/lib/mjs/geojson.js');
    const files: Record<string, Uint8Array> = {
      geojson: json(squares()),
      shapefile: await zipped(parts()),
      geopackage: await gpkg(['cities']),
      flatgeobuf: serialize({ type: 'FeatureCollection', features: squares() } as never) as Uint8Array,
      geoparquet: geoParquet(),
    };
    for (const [format, bytes] of Object.entries(files)) {
      const { features } = await readFeatures(format, bytes, {});
      const sorted = [...features].sort((a, b) => (a.properties!.code < b.properties!.code ? -1 : 1));
      expect(plain(sorted as never), format).toEqual(plain(squares() as never));
    }
  });

  it('F32: each missing part of a shapefile is named, and an unknown encoding asked for', async () => {
    const { 'Map.SHP': s, 'Map.dbf': d, 'map.prj': p } = parts();
    expect(await codesOf(await zipped({ 'a.shp': s, 'a.prj': p }))).toEqual(['boundaries/missing-part']);
    expect(await codesOf(await zipped({ 'a.dbf': d }))).toEqual(['boundaries/missing-part']);
    const bare = await zipped({ 'a.shp': s, 'a.dbf': d });
    expect(await codesOf(bare)).toEqual(['boundaries/encoding']);
    const { features, notes } = await readFeatures('a', bare, { encoding: 'gbk' });
    expect(features[0]!.properties!.name).toBe('甲市');
    expect(notes.map(({ code }) => code)).toEqual(['boundaries/without-prj']);
  });

  it('F26: an entry outside of the archive is refused', async () => {
    const archive = Buffer.from(await zipped({ 'xx/a.shp': shp() }));
    const evil = Buffer.from(archive.toString('latin1').replaceAll('xx/a', '../a'), 'latin1');
    expect(await codesOf(evil)).toEqual(['read/archive']);
  });

  it('F27: markup is refused unread', async () => {
    const kml = new TextEncoder().encode('<!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>');
    expect(await codesOf(kml)).toEqual(['boundaries/format']);
  });

  it('need the name of a layer where there are several', async () => {
    const two = await gpkg(['cities', 'rivers']);
    expect(await codesOf(two)).toEqual(['boundaries/layer']);
    expect((await readFeatures('a', two, { layer: 'cities' })).features).toHaveLength(2);
  });

  it('F33: refuses what is too large, with an estimate', () => {
    expect(() => checkSize('a', 500_000_000, 0)).toThrow(/500 MB/);
    expect(() => checkSize('a', 1, 10_000_000)).toThrow(/10 million/);
    expect(() => checkSize('a', 1e6, 1e5)).not.toThrow();
  });

  it('F31: longitude and latitude exchanged, and metres, are refused with the place that tells', async () => {
    const codes = async (place: readonly number[]) => {
      const feature = squares()[0]!;
      feature.geometry.coordinates[0]![0] = [...place];
      const problems: Problem[] = [];
      await readShapes(
        { file: 'a', key: 'code', simplify: 'none' },
        'units.boundaries',
        json([feature]),
        problems,
      );
      return problems.map(({ code, saw }) => [code, saw.en]);
    };
    expect(await codes([30, 110])).toEqual([['boundaries/swapped', 'the coordinates 30, 110']]);
    expect(await codes([500_000, 3_400_000])).toEqual([
      ['boundaries/not-degrees', 'the coordinates 500000, 3400000'],
    ]);
  });

  it('F32: a shapefile in metres is turned into degrees by its prj', async () => {
    const { 'map.prj': _, ...rest } = parts();
    // The squares are read as metres: (110, 30) from the false origin of a zone around 117 degrees east.
    const prj =
      'PROJCS["CGCS2000_3_Degree_GK_CM_117E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
    const { features } = await readFeatures('a', await zipped({ ...rest, 'map.prj': Buffer.from(prj) }), {});
    const [x, y] = (features[0]!.geometry as Polygon).coordinates[0]![0]! as [number, number];
    const [east, north] = squares()[0]!.geometry.coordinates[0]![0]! as [number, number];
    // A metre at the equator: along it by the larger radius of the ellipsoid, up by the radius of its meridian there.
    const degree = 180 / Math.PI;
    expect(x).toBeCloseTo(117 + (east / 6378137) * degree, 9);
    expect(y).toBeCloseTo((north / (6378137 * (1 - 0.0066943800229))) * degree, 9);
  });

  it.each([
    ['EPSG:4547 (CGCS2000, 3 degrees, 114 E)', 4547, CGCS_114],
    ['UTM zone 49 N', 32649, UTM_49],
  ])('a GeoPackage in %s is turned into degrees', async (_, code, definition) => {
    const { default: proj4 } = await import('proj4');
    const place = (degrees: number[]) => proj4(definition).forward([...degrees]) as number[];
    const [east, north] = place([110, 30]);
    // Far from degrees: to the west of the false easting of half a million metres, over three million to the north.
    expect([Math.round(east! / 1e5), Math.round(north! / 1e5)]).toEqual([code === 4547 ? 1 : 4, 33]);
    const { features } = await readFeatures('a', await gpkg(['cities'], { definition, code, place }), {});
    for (const [i, { geometry }] of squares().entries())
      (features[i]!.geometry as Polygon).coordinates[0]!.forEach(([x, y], k) => {
        expect(x).toBeCloseTo(geometry.coordinates[0]![k]![0]!, 7);
        expect(y).toBeCloseTo(geometry.coordinates[0]![k]![1]!, 7);
      });
  });

  it('a GeoParquet file gives the same shapes in a thread, which lets go of a damaged one', async () => {
    const worker = await bundled('src/io/readers/parquet-worker.ts');
    const apart = await readFeatures('a', geoParquet(), { parquet: { worker } });
    expect(apart).toEqual(await readFeatures('a', geoParquet(), {}));
    expect(apart.features).toHaveLength(2);
    // A length in the header of the first page with which the library alone runs on without end.
    const bytes = geoParquet();
    bytes[19] = 0;
    expect(await codesOf(bytes, { parquet: { worker, patience: 2000 } })).toEqual(['boundaries/format']);
  }, 30_000);

  it('refuse a projection that is not known', async () => {
    const odd = await zipped({
      ...parts(),
      'map.prj': Buffer.from('PROJCS["Moon",PROJECTION["Unheard_Of"]]'),
    });
    expect(await codesOf(odd)).toEqual(['boundaries/projection']);
  });

  it.each(['zip', 'gpkg', 'fgb', 'parquet'])('refuse a damaged %s with a problem', async (kind) => {
    const { serialize } = await import('flatgeobuf/lib/mjs/geojson.js');
    const whole: Record<string, () => Promise<Uint8Array>> = {
      zip: () => zipped(parts()),
      gpkg: () => gpkg(['cities']),
      fgb: async () => serialize({ type: 'FeatureCollection', features: squares() } as never) as Uint8Array,
      parquet: async () => geoParquet(),
    };
    const bytes = await whole[kind]!();
    for (const share of [0.2, 0.5, 0.9]) {
      const found = await codesOf(bytes.slice(0, Math.floor(bytes.length * share)));
      expect(found, `${share}`).toHaveLength(1);
      expect(found[0], `${share}`).toMatch(/^(boundaries|read)\//);
    }
  });

  it('write out the false origin without which Albers gives no numbers', () => {
    expect(completed('+proj=aea +lat_1=25')).toBe('+proj=aea +lat_1=25 +x_0=0 +y_0=0');
  });
});

describe('mending', () => {
  const polygon = (...rings: number[][][]): Feature<Polygon> => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: rings },
  });
  const ring = [
    [0, 0],
    [0, 1],
    [1, 1],
    [1, 0],
  ];

  it('F31: closes and turns rings, and names what cannot be drawn', () => {
    const open = polygon([...ring]);
    const reversed = polygon([...ring, ring[0]!].reverse());
    const bow = polygon([
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    const empty: Feature<null> = { type: 'Feature', properties: {}, geometry: null };
    const found = mend([open, reversed, bow, empty]);
    expect(found.closed).toEqual([0]);
    expect(found.turned).toEqual([1]);
    expect([...found.broken.keys()]).toEqual([2, 3]);
    expect(open.geometry.coordinates[0]).toHaveLength(5);
  });

  it('a ring that touches itself does not cross itself', () => {
    expect(
      crossing([
        [0, 0],
        [1, 1],
        [2, 0],
        [2, 2],
        [1, 1],
        [0, 2],
        [0, 0],
      ]),
    ).toBeUndefined();
  });
});

describe('joining', () => {
  it('F34: by code, then without leading zeros, then by name; the rest is listed', () => {
    const unit = (id: string, name: string) => ({ id, name: { en: name, zh: name } }) as never;
    const shapes = {
      file: 'a',
      digest: '',
      features: { type: 'FeatureCollection' as const, features: [] },
      keys: ['1', '2', '9', '8'],
      names: [undefined, undefined, { en: 'C', zh: 'C' }, { en: 'D', zh: 'D' }],
    };
    const { ids, notes } = joined(
      shapes,
      [unit('01', 'A'), unit('2', 'B'), unit('3', 'C'), unit('4', 'E')],
      {},
    );
    expect(ids).toEqual(['01', '2', '3', undefined]);
    expect(notes.map(({ code, items }) => [code, items])).toEqual([
      ['boundaries/zeros', ['01']],
      ['boundaries/by-name', ['3']],
      ['boundaries/without-unit', ['8']],
    ]);
  });
});

describe('joining with faults', () => {
  const unit = (id: string) => ({ id, name: { en: `U${id}`, zh: `U${id}` } }) as never;
  const shapes = (keys: string[]) => ({
    file: 'a',
    digest: '',
    features: { type: 'FeatureCollection' as const, features: [] },
    keys,
    names: keys.map(() => undefined),
  });

  it('F31: several shapes of one code are named with their number', () => {
    const { ids, notes } = joined(shapes(['1', '2', '1']), [unit('1'), unit('2')], {});
    expect(ids).toEqual(['1', '2', '1']);
    expect(notes.map(({ code, level, items }) => [code, level, items])).toEqual([
      ['boundaries/duplicate', 'warning', ['1 (2)']],
    ]);
  });

  it('F34: a place that the study excludes is no shape without a unit, with or without leading zeros', () => {
    const why = { en: 'no data', zh: '无数据' };
    expect(joined(shapes(['1', '7', '08', '9']), [unit('1')], { 7: why, 8: why }).notes).toMatchObject([
      { code: 'boundaries/without-unit', items: ['9'] },
    ]);
  });
});

describe('simplification', () => {
  /** A square cut into cells whose shared borders wiggle. */
  const partition = (n: number, wiggle: readonly number[]): Feature[] => {
    const steps = 8;
    const at = (k: number) => (wiggle[k % wiggle.length]! - 0.5) * 0.4;
    const side = (x: number, y: number, isAcross: boolean) =>
      Array.from({ length: steps }, (_, s) => {
        const off = s === 0 ? 0 : at(x * 31 + y * 17 + s + (isAcross ? 0 : 7));
        return isAcross ? [x + s / steps, y + off / 3] : [x + off / 3, y + s / steps];
      });
    return Array.from({ length: n * n }, (_, c): Feature => {
      const [x, y] = [c % n, Math.floor(c / n)];
      const back = (line: number[][], end: number[]) => [end, ...line.slice(1).reverse()];
      const ring = [
        ...side(x, y, false),
        ...side(x, y + 1, true),
        ...back(side(x + 1, y, false), [x + 1, y + 1]),
        ...back(side(x, y, true), [x + 1, y]),
        [x, y],
      ];
      return { type: 'Feature', properties: { c }, geometry: { type: 'Polygon', coordinates: [ring] } };
    });
  };

  const corners = (shapes: Feature[]) =>
    shapes.reduce((sum, { geometry }) => sum + (geometry as Polygon).coordinates.flat().length, 0);

  it('F33: keeps the neighbours of every partition and takes fewer vertices', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 4 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 9 }),
        fc.double({ min: 0.0001, max: 10, noNaN: true }),
        async (n, wiggle, tolerance) => {
          const shapes = partition(n, wiggle);
          const { features } = await simplified('a', shapes, { tolerance });
          expect(neighbours(features)).toEqual(neighbours(shapes));
          expect(features.map(({ properties }) => properties)).toEqual(
            shapes.map(({ properties }) => properties),
          );
          expect(corners(features)).toBeLessThanOrEqual(corners(shapes));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('reaches a size, and says so when it cannot', async () => {
    const shapes = partition(4, [0.1, 0.9, 0.3, 0.6, 0.2]);
    const reached = await simplified('a', shapes, { to: 4000 });
    expect(reached.notes[0]!.level).toBe('note');
    const missed = await simplified('a', shapes, { to: 10 });
    expect(missed.notes[0]!.level).toBe('warning');
  });

  it('contiguity counts corners: four squares around a point are all neighbours', () => {
    expect(neighbours(partition(2, [0.5]))).toEqual(['0-1', '0-2', '0-3', '1-2', '1-3', '2-3']);
  });
});
