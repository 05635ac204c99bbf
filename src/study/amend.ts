import { nearest } from '../core/nearest.ts';
import { listed, type Note, noteAbout } from '../core/note.ts';
import {
  type Column,
  type Correction as Corrected,
  type Panel,
  sourceCell,
  statusCode,
} from '../core/panel.ts';
import type { Locate, Problem } from '../core/problem.ts';
import { indicatorsOf } from '../core/tree.ts';
import { unitSuggester } from './import/names/unit-names.ts';
import { nodesLeftOut } from './left-out.ts';
import { methodsWithout } from './left-out-methods.ts';
import type { Correction, Study } from './study.ts';

/** A panel after what the study changes in it. */
export interface Amended {
  panel: Panel;
  notes: Note[];
  problems: Problem[];
}

/**
 * The panel with the corrections of a study in the place of what was read, and without the units it leaves out; the same
 * panel where there are none. A corrected value is an estimate (a null is missing) and keeps the source cell of the value before.
 */
export function amend(study: Study, panel: Panel, locate: Locate): Amended {
  const { corrections = [], without } = study;
  const problems = [
    ...unknownUnits(
      panel,
      corrections.map(({ unit }, i) => [unit, ['corrections', i, 'unit']]),
      locate,
    ),
    ...unknownUnits(
      panel,
      (without?.units ?? []).map((unit, i) => [unit, ['without', 'units', i]]),
      locate,
    ),
  ];
  if (problems.length > 0) return { panel, notes: [], problems };
  const corrected = correct(panel, corrections);
  const gone = new Set(without?.units);
  if (panel.units.length > 0 && panel.units.every(({ id }) => gone.has(id)))
    return { panel, notes: [], problems: [nothingLeft(locate(['without', 'units']))] };
  return {
    panel: gone.size === 0 ? corrected : withoutUnits(corrected, gone),
    notes: [...correctionNotes(corrected.corrections ?? []), ...withoutNotes(study, panel)],
    problems,
  };
}

function correct(panel: Panel, corrections: readonly Correction[]): Panel {
  if (corrections.length === 0) return panel;
  const columns = new Map(panel.columns);
  const touched = new Set<string>();
  const made = corrections.map(({ unit, period, indicator, value, why }): Corrected => {
    const row =
      panel.periods.indexOf(period) * panel.units.length + panel.units.findIndex(({ id }) => id === unit);
    const before = panel.columns.get(indicator)!;
    if (!touched.has(indicator)) {
      columns.set(indicator, { ...before, values: before.values.slice(), status: before.status.slice() });
      touched.add(indicator);
    }
    const column = columns.get(indicator)!;
    column.values[row] = value ?? Number.NaN;
    column.status[row] = statusCode(value === null ? 'missing' : 'estimated');
    const cell = sourceCell(panel, indicator, row);
    return {
      unit,
      period,
      variable: indicator,
      was: before.values[row]!,
      value: column.values[row]!,
      ...(cell === undefined ? {} : { cell }),
      ...(why ? { why } : {}),
    };
  });
  return { ...panel, columns, corrections: made };
}

/** A panel without some of its units, in every column. */
function withoutUnits(panel: Panel, gone: ReadonlySet<string>): Panel {
  const kept = panel.units.flatMap(({ id }, u) => (gone.has(id) ? [] : [u]));
  const rows = panel.periods.flatMap((_, p) => kept.map((u) => p * panel.units.length + u));
  const less = ({ values, status, source, line, origins }: Column): Column => ({
    values: Float64Array.from(rows, (row) => values[row]!),
    status: Uint8Array.from(rows, (row) => status[row]!),
    source: Int16Array.from(rows, (row) => source[row]!),
    line: Int32Array.from(rows, (row) => line[row]!),
    ...(origins ? { origins: rows.map((row) => origins[row]) } : {}),
  });
  return {
    ...panel,
    units: kept.map((u) => panel.units[u]!),
    columns: new Map([...panel.columns].map(([id, column]) => [id, less(column)])),
  };
}

/** How a correction reads in a note, e.g. `income u1 2010: 12.5 -> 13`. */
function told({ variable, unit, period, was, value, why }: Corrected): { en: string; zh: string } {
  const change = `${variable} ${unit} ${period}: ${shown(was)} -> ${shown(value)}`;
  return { en: why ? `${change} (${why.en})` : change, zh: why ? `${change}（${why.zh}）` : change };
}

function shown(value: number): string {
  return Number.isNaN(value) ? '–' : String(value);
}

function correctionNotes(made: readonly Corrected[]): Note[] {
  const each = made.map(told);
  return noteAbout(
    'data/corrected',
    'note',
    each.map(({ en }) => en),
    () => ({
      en: `${made.length} value(s) were changed by the study (– is missing): ${each.map(({ en }) => en).join('; ')}.`,
      zh: `研究文件更改了 ${made.length} 个数值（–为缺失）：${each.map(({ zh }) => zh).join('；')}。`,
    }),
  );
}

function withoutNotes(study: Study, { units }: Panel): Note[] {
  const { without } = study;
  if (!without) return [];
  const titles = new Map(indicatorsOf(without.written).map(({ id, title }) => [id, title]));
  const of = (ids: readonly string[], name: (id: string) => { en: string; zh: string } | undefined) => ({
    en: listed(ids.map((id) => (name(id) && name(id)!.en !== id ? `${id} (${name(id)!.en})` : id))).en,
    zh: listed(ids.map((id) => (name(id) && name(id)!.zh !== id ? `${id}（${name(id)!.zh}）` : id))).zh,
  });
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const indicators = of(without.indicators, (id) => titles.get(id));
  const away = of(without.units, (id) => names.get(id));
  return [
    ...noteAbout('without/indicators', 'note', without.indicators, () => ({
      en: `${without.indicators.length} indicator(s) are left out and not scored: ${indicators.en}.`,
      zh: `略去 ${without.indicators.length} 项指标，不参与计分：${indicators.zh}。`,
    })),
    ...noteAbout('without/nodes', 'note', nodesLeftOut(study), (nodes) => ({
      en: `With them goes what has no indicator left: ${nodes.en}.`,
      zh: `以下节点因无剩余指标而一并略去：${nodes.zh}。`,
    })),
    ...noteAbout('without/units', 'note', without.units, () => ({
      en: `${without.units.length} unit(s) are left out and not scored: ${away.en}.`,
      zh: `略去 ${without.units.length} 个单元，不参与计分：${away.zh}。`,
    })),
    ...methodsWithout(study).notes,
  ];
}

function unknownUnits(
  { units }: Panel,
  named: readonly (readonly [string, (string | number)[]])[],
  locate: Locate,
): Problem[] {
  const known = new Set(units.map(({ id }) => id));
  const unknown = named.filter(([unit]) => !known.has(unit));
  if (unknown.length === 0) return [];
  const suggest = unitSuggester(units);
  return unknown.map(([unit, path]) => {
    const near = suggest(unit) ?? bothLanguages(nearest(unit, known));
    return {
      code: 'study/unknown-unit',
      where: locate(path),
      saw: { en: `unit "${unit}"`, zh: `单元“${unit}”` },
      why: { en: 'the unit file has no unit of this key', zh: '单元文件中没有该编码的单元' },
      fix: near
        ? { en: `did you mean ${near.en}?`, zh: `是否应为 ${near.zh}？` }
        : { en: 'give the key of a unit, or remove the line', zh: '请给出单元编码，或删除该行' },
    };
  });
}

function bothLanguages(text: string | undefined) {
  return text === undefined ? undefined : { en: text, zh: text };
}

function nothingLeft(where: string): Problem {
  return {
    code: 'study/nothing-left',
    where,
    saw: { en: 'every unit left out', zh: '略去了全部单元' },
    why: { en: 'there is nothing to score', zh: '没有可计分的内容' },
    fix: { en: 'keep at least one unit', zh: '请至少保留一个单元' },
  };
}
