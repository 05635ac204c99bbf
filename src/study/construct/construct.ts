import type { Note } from '../../core/note.ts';
import { type Column, emptyColumn, type Panel, type Source, statusCode } from '../../core/panel.ts';
import { type Locate, type Problem, pathText } from '../../core/problem.ts';
import { capped } from '../data-problems.ts';
import { columnAt } from '../raw-columns.ts';
import type { RawTable } from '../raw-table.ts';
import type { StepNote } from '../result.ts';
import type { Study } from '../study.ts';
import { type Constructed, constructedOf } from '../variables.ts';
import { conditionsMaker } from './conditions.ts';
import { distanceMaker, type ListedPlaces, type PlaceLists } from './distance.ts';
import type { Maker, SideFile, Site } from './maker.ts';
import { neighboursMaker, readBorders } from './neighbours.ts';
import { readPlaces } from './places.ts';
import { sideFiles } from './side-files.ts';

/** A panel with the constructed variables added, what was noted on the way, and everything that is wrong. */
export interface WithConstructed {
  panel: Panel;
  notes: StepNote[];
  problems: Problem[];
}

/**
 * Adds the variables that a study constructs (distances, neighbouring countries, conditions) to an assembled panel.
 * `tables` are the files that `sideFiles` names. Their cells have the status `derived` and know what they came from.
 */
export function construct(
  study: Study,
  panel: Panel,
  unitTable: Pick<RawTable, 'file' | 'header'>,
  tables: ReadonlyMap<string, RawTable>,
  locate: Locate = pathText,
): WithConstructed {
  const notes: Note[] = [];
  const site: Site = { study, units: panel.units, tables, locate, problems: [] };
  const lists = placeLists(site, unitTable, notes);
  const section = study.units.neighbours;
  const borders = section ? readBorders(section, tables.get(section.file)!, site) : new Map();
  const makers = constructedOf(study).flatMap((one) => {
    const maker = makerOf(one, site, lists, borders);
    return maker ? [{ id: one.id, maker }] : [];
  });
  const sources = new Sources(panel.sources, tables);
  for (const file of sideFiles(study)) sources.index(file);
  const columns = new Map(panel.columns);
  if (site.problems.length === 0)
    for (const { id, maker } of makers) {
      columns.set(id, columnOf(maker, panel, sources));
      notes.push(...maker.notes());
    }
  return {
    panel: { ...panel, columns, sources: sources.all },
    notes: notes.map((note) => ({ step: 'construct', ...note })),
    problems: capped(once(site.problems)),
  };
}

function makerOf(
  { id, path, distance, neighbours, conditions }: Constructed,
  site: Site,
  lists: PlaceLists,
  borders: ReturnType<typeof readBorders>,
): Maker | undefined {
  if (distance) return distanceMaker(id, distance, path, site, lists);
  if (neighbours) return neighboursMaker(id, neighbours, site, borders);
  if (conditions) return conditionsMaker(id, conditions, site);
  return undefined;
}

function placeLists(site: Site, unitTable: Pick<RawTable, 'file' | 'header'>, notes: Note[]): PlaceLists {
  const lists = new Map<string, ListedPlaces>();
  for (const [name, list] of Object.entries(site.study.units.places ?? {})) {
    if (list.match !== undefined)
      columnAt({ ...unitTable, digest: '', rows: [], lines: [] }, list.match, site.problems);
    const read = readPlaces(name, list, site.tables.get(list.file)!, site.problems);
    lists.set(name, { list, places: read.places });
    notes.push(...read.notes);
  }
  return lists;
}

function columnOf(maker: Maker, { units, periods }: Panel, sources: Sources): Column {
  const column = emptyColumn(units.length * periods.length);
  const derived = statusCode('derived');
  const origins: Column['origins'] = periods.flatMap((period, p) =>
    units.map((unit, u) => {
      const cell = maker.cell(unit, period);
      if (!cell) return undefined;
      const row = p * units.length + u;
      column.values[row] = cell.value;
      column.status[row] = derived;
      if (cell.side) {
        column.source[row] = sources.index(cell.side);
        column.line[row] = cell.line ?? 0;
      }
      return cell.origin;
    }),
  );
  return { ...column, origins };
}

/** The sources of a panel with side files after them, each with its provenance once. */
class Sources {
  readonly all: Source[];
  private readonly tables: ReadonlyMap<string, RawTable>;
  private readonly known = new Map<string, number>();

  constructor(before: readonly Source[], tables: ReadonlyMap<string, RawTable>) {
    this.all = [...before];
    this.tables = tables;
  }

  index({ file, licence, cite }: SideFile): number {
    const key = JSON.stringify([file, licence, cite]);
    const before = this.known.get(key);
    if (before !== undefined) return before;
    this.all.push({
      file,
      digest: this.tables.get(file)!.digest,
      ...(licence === undefined ? {} : { licence }),
      ...(cite === undefined ? {} : { cite }),
      columns: new Map(),
    });
    this.known.set(key, this.all.length - 1);
    return this.all.length - 1;
  }
}

/** Two indicators may read one file; its faults are told once. */
function once(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, where, saw }) => {
    const key = JSON.stringify([code, where, saw.en]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
