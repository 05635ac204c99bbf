import type { Panel } from '../core/panel.ts';
import { type Albers, albers } from '../core/spatial/albers.ts';
import { extent } from '../core/statistics/extent.ts';
import type { Places } from '../methods/method.ts';
import type { UnitsSection } from './study.ts';

/** Where the units lie; undefined when the study has no coordinates. Units without have NaN. */
export function placesOf(section: UnitsSection, panel: Pick<Panel, 'units'>): Places | undefined {
  const projection = projectionOf(section, panel);
  if (!projection) return undefined;
  const project = albers(projection);
  const points = panel.units.map(({ lon, lat }) =>
    lon === undefined || lat === undefined
      ? { lon: Number.NaN, lat: Number.NaN, x: Number.NaN, y: Number.NaN }
      : { lon, lat, ...project(lon, lat) },
  );
  const column = (key: 'lon' | 'lat' | 'x' | 'y') => Float64Array.from(points, (point) => point[key]);
  return { projection, lon: column('lon'), lat: column('lat'), x: column('x'), y: column('y') };
}

/**
 * The projection that the study declares, or one fitted to its units: parallels a sixth of the latitudes from both ends,
 * the meridian in the middle. Undefined without coordinates.
 */
export function projectionOf(
  { projection }: Pick<UnitsSection, 'projection'>,
  { units }: Pick<Panel, 'units'>,
): Albers | undefined {
  const placed = units.filter(({ lon }) => lon !== undefined);
  if (placed.length === 0) return undefined;
  if (projection) return projection.albers;
  const lons = extent(Float64Array.from(placed, ({ lon }) => lon!));
  const lats = extent(Float64Array.from(placed, ({ lat }) => lat!));
  const sixth = (lats.max - lats.min) / 6;
  const parallels: [number, number] = [lats.min + sixth, lats.max - sixth];
  // Parallels that mirror each other at the equator would make the cone a cylinder.
  if (Math.abs(parallels[0] + parallels[1]) < 1e-6) parallels[1] += 1;
  return { parallels, meridian: (lons.min + lons.max) / 2 };
}
