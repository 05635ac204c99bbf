import type { Feature, Geometry, Position } from 'geojson';
import { refused } from '../readers/reading.ts';

/** Turns coordinates of another reference system into degrees of WGS84; shapes are changed in place. */
export async function reproject(
  file: string,
  features: readonly Feature<Geometry | null>[],
  system: string | object,
): Promise<void> {
  const { default: proj4 } = await import('proj4');
  let forward: (place: Position) => Position;
  try {
    const { projName, datumCode } = new proj4.Proj(completed(system) as string) as unknown as Record<
      string,
      string | undefined
    >;
    // A way through radians and back would move degrees by their last digit.
    if (projName === 'longlat' && datumCode?.toLowerCase() === 'wgs84') return;
    const transform = proj4(completed(system) as string, 'WGS84');
    forward = ([x, y]) => transform.forward([x!, y!]);
  } catch (error) {
    throw unknown(file, (error as Error).message);
  }
  const walk = (part: unknown): unknown => {
    if (!Array.isArray(part)) return part;
    if (typeof part[0] !== 'number') return part.map(walk);
    const place = forward(part);
    if (!place.every(Number.isFinite)) throw unknown(file, `${part.join(', ')} -> ${place.join(', ')}`);
    return place;
  };
  for (const { geometry } of features)
    if (geometry && 'coordinates' in geometry)
      geometry.coordinates = walk(geometry.coordinates) as typeof geometry.coordinates;
}

/** A proj string with its false origin written out: proj4 gives no numbers for Albers without. */
export function completed(system: string | object): string | object {
  if (typeof system !== 'string' || !system.startsWith('+proj')) return system;
  return ['x_0', 'y_0'].reduce(
    (text, key) => (text.includes(`+${key}=`) ? text : `${text} +${key}=0`),
    system,
  );
}

function unknown(file: string, saw: string) {
  return refused(
    'boundaries/projection',
    file,
    { en: saw, zh: saw },
    {
      en: 'the reference system of the coordinates cannot be turned into degrees',
      zh: '无法将该坐标参考系转换为经纬度',
    },
    { en: 'save the file in WGS84 degrees (EPSG:4326)', zh: '请以 WGS84 经纬度（EPSG:4326）另存' },
  );
}
