import type { Study } from '../study.ts';
import { constructedOf } from '../variables.ts';

/** A file that a construction needs, and the key of the study that names it. */
export interface SideFileUse {
  file: string;
  path: (string | number)[];
}

/** The files that the constructions of a study read: places, borders, values of countries, conditions. */
export function sideFiles(study: Study): SideFileUse[] {
  const { places = {}, neighbours } = study.units;
  return [
    ...Object.entries(places).map(([name, { file }]) => ({ file, path: ['units', 'places', name, 'file'] })),
    ...(neighbours ? [{ file: neighbours.file, path: ['units', 'neighbours', 'file'] }] : []),
    ...constructedOf(study).flatMap((one) => [
      ...(one.neighbours ? [{ file: one.neighbours.file, path: [...one.path, 'neighbours', 'file'] }] : []),
      ...(one.conditions ? [{ file: one.conditions.file, path: [...one.path, 'conditions', 'file'] }] : []),
    ]),
  ];
}
