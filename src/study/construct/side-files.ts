import type { Study } from '../study.ts';
import { constructedOf } from '../variables.ts';
import type { SideFile } from './maker.ts';

/** A file that a construction needs, its provenance, and the key of the study that names it. */
export interface SideFileUse extends SideFile {
  path: (string | number)[];
}

/** The files that the constructions of a study read: places, borders, values of countries, conditions. */
export function sideFiles(study: Study): SideFileUse[] {
  const { places = {}, neighbours } = study.units;
  const use = ({ file, licence, cite }: SideFile, path: (string | number)[]): SideFileUse => ({
    file,
    licence,
    cite,
    path: [...path, 'file'],
  });
  return [
    ...Object.entries(places).map(([name, list]) => use(list, ['units', 'places', name])),
    ...(neighbours ? [use(neighbours, ['units', 'neighbours'])] : []),
    ...constructedOf(study).flatMap((one) => [
      ...(one.neighbours ? [use(one.neighbours, [...one.path, 'neighbours'])] : []),
      ...(one.conditions ? [use(one.conditions, [...one.path, 'conditions'])] : []),
    ]),
  ];
}
