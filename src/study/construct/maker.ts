import { listed, type Note, noteAbout } from '../../core/note.ts';
import type { Origin, Unit } from '../../core/panel.ts';
import type { Locate, Problem } from '../../core/problem.ts';
import type { Text } from '../../core/text.ts';
import type { RawTable } from '../raw-table.ts';
import type { Study } from '../study.ts';

/** A side file with what the study says of its provenance. */
export interface SideFile {
  file: string;
  licence?: string | undefined;
  cite?: string | undefined;
}

/** One constructed value: how it came about, and the row of the side file that it is read from, where there is one. */
export interface Cell {
  value: number;
  origin: Origin;
  side?: SideFile;
  line?: number;
}

/** Makes the cells of one variable, and says afterwards what it met. */
export interface Maker {
  cell(unit: Unit, period: number): Cell | undefined;
  notes(): Note[];
}

/** What every maker may read, and where it puts what is wrong. */
export interface Site {
  study: Study;
  units: readonly Unit[];
  /** Side files by their name in the study. */
  tables: ReadonlyMap<string, RawTable>;
  locate: Locate;
  problems: Problem[];
}

/** Cells that share a reason, told in one note: names for the sentence, places (`unit period`) for whoever asks about a cell. */
export class Reason {
  private readonly names = new Set<string>();
  private readonly items: string[] = [];

  add(name: string, item: string): void {
    this.names.add(name);
    this.items.push(item);
  }

  /** The note, if there was any such cell. */
  note(code: string, level: Note['level'], text: (names: Text, cells: number) => Text): Note[] {
    const names = listed([...this.names]);
    return noteAbout(code, level, this.items, () => text(names, this.items.length));
  }
}
