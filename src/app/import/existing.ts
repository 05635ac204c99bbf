import type { Draft } from '../../study/import/draft.ts';
import { parseStudy } from '../../study/parse.ts';
import { measuredOf } from '../../study/variables.ts';

interface Targets {
  data: string;
  units: string;
  recipe: string;
}

/** What a study that is there already has to say to read the import: a source, and variables that it does not know. */
export function linesToAdd(
  yaml: string,
  { collected, directions }: Pick<Draft, 'collected' | 'directions'>,
  { data }: Targets,
): { file: string; lines: string }[] {
  const { study } = parseStudy(yaml);
  const has = new Set(study ? measuredOf(study) : []);
  const lines: string[] = [];
  if (!study?.data.some(({ file }) => file === data))
    lines.push('data:', `  - { file: ${data}, layout: long, unit: unit, period: period, status: status }`);
  const absent = collected.indicators.filter(({ id }) => !has.has(id));
  const known = (scored: boolean) =>
    absent.filter(({ id }) => (directions.has(id) && directions.get(id) !== 'context') === scored);
  if (known(true).length > 0)
    lines.push(
      'index: # among its children',
      ...known(true).map(({ id }) => `  - { id: ${JSON.stringify(id)}, direction: ${directions.get(id)} }`),
    );
  if (known(false).length > 0)
    lines.push('context:', ...known(false).map(({ id }) => `  - { id: ${JSON.stringify(id)} }`));
  const periods = collected.periods.filter((period) => study && !study.periods.includes(period));
  if (periods.length > 0) lines.push(`periods: # besides the others: ${periods.join(', ')}`);
  return lines.length === 0 ? [] : [{ file: 'study.yaml', lines: lines.join('\n') }];
}

/** Whether a study reads its units from the file that an import writes. */
export function needsUnits(yaml: string | undefined, file: string): boolean {
  return yaml === undefined || parseStudy(yaml).study?.units.file === file;
}

/** Units that the unit file of the study lacks. */
export function unitLines(
  existing: string,
  units: string,
  yaml: string | undefined,
  file: string,
): { file: string; lines: string }[] {
  if (!needsUnits(yaml, file)) return [];
  const codes = new Set(existing.split(/\r?\n/).map((line) => line.split(',')[0]!));
  const lines = units
    .split('\n')
    .filter((line, i) => line !== '' && i > 0 && !codes.has(line.split(',')[0]!));
  return lines.length === 0 ? [] : [{ file, lines: lines.join('\n') }];
}
