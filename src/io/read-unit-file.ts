import type { Unit } from '../core/panel.ts';
import { type Problem, refuse } from '../core/problem.ts';
import { readUnits } from '../study/read-units.ts';
import type { UnitsSection } from '../study/study.ts';
import { readTable } from './raw-tables.ts';
import { readNamed } from './read-file.ts';

/** The units of a study whose data are not read here. */
export async function readUnitFile(folder: string, section: UnitsSection): Promise<Unit[]> {
  const problems: Problem[] = [];
  const bytes = await readNamed(folder, section.file, 'units.file', problems);
  const table = bytes && (await readTable(section.file, bytes, section, [], problems));
  const units = table ? readUnits(section, table, problems) : [];
  refuse(problems);
  return units;
}
