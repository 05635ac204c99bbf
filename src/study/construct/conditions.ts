import { noteAbout } from '../../core/note.ts';
import { sum } from '../../core/statistics/sum.ts';
import type { Conditions } from '../../core/tree.ts';
import { conflict, emptyName, notANumber, notAPeriod, unknownUnit } from '../data-problems.ts';
import { unitSuggester } from '../import/names/unit-names.ts';
import { columnAt, optionalColumn, type Row, rowsOf, usualColumn } from '../raw-columns.ts';
import { readNumber } from '../raw-table.ts';
import type { Maker, Site } from './maker.ts';
import { overlap, readSpan, type Span } from './span.ts';

interface Held extends Span {
  condition: string;
  points: number;
  line: number;
  where: string;
}

/**
 * Points for the distinct conditions that hold for a unit in a period, one each unless a column says otherwise, from
 * the period of approval to that of ending. A unit without any scores 0.
 */
export function conditionsMaker(id: string, asked: Conditions, site: Site): Maker {
  const repeats: string[] = [];
  const held = readConditions(asked, site, repeats);
  return {
    cell(unit, period) {
      const distinct = new Map<string, Held>();
      for (const one of held.get(unit.id) ?? [])
        if (one.from <= period && period <= one.to && !distinct.has(one.condition))
          distinct.set(one.condition, one);
      const now = [...distinct.values()];
      return {
        value: sum(now.map(({ points }) => points)),
        origin: {
          formula: now.map(({ condition, points }) => `${points} (${condition})`).join(' + ') || '0',
          cells: now.length > 0 ? now.map(({ where }) => where) : [asked.file],
        },
        ...(now.length > 0 ? { side: asked, line: now[0]!.line } : {}),
      };
    },
    notes: () =>
      noteAbout('construct/repeated-condition', 'note', repeats, (names) => ({
        en: `${id} counts conditions once that are listed twice for the same time: ${names.en}.`,
        zh: `${id} 中同一时间重复列出的条件只计一次：${names.zh}。`,
      })),
  };
}

/** The conditions of each unit; the same condition twice at a time counts once, and must have the same points. */
function readConditions(asked: Conditions, site: Site, repeats: string[]): Map<string, Held[]> {
  const { problems } = site;
  const table = site.tables.get(asked.file)!;
  const rows = rowsOf(table, {
    unit: usualColumn(table, asked.unit, [site.study.units.key, 'unit'], problems),
    condition: columnAt(table, asked.condition, problems),
    from: columnAt(table, asked.from, problems),
    to: optionalColumn(table, asked.to, problems),
    points: optionalColumn(table, asked.points, problems),
  });
  const ids = new Set(site.units.map((unit) => unit.id));
  const suggest = unitSuggester(site.units);
  const held = new Map<string, Held[]>();
  for (const row of rows ?? []) {
    if (row.isBlank) continue;
    const unit = row.cell('unit');
    if (!ids.has(unit)) problems.push(unknownUnit(row.where('unit'), unit, suggest));
    const one = readCondition(row, asked, site);
    if (!one || !ids.has(unit)) continue;
    const own = held.get(unit) ?? [];
    held.set(unit, own);
    const before = own.find(({ condition, ...span }) => condition === one.condition && overlap(span, one));
    if (before && before.points !== one.points) {
      const what = `${unit} ${one.condition}`;
      problems.push(conflict(row.where('points'), `${one.points}`, before.where, before.points, what));
      continue;
    }
    if (before) repeats.push(`${unit} ${one.condition} (${row.where()})`);
    own.push(one);
  }
  return held;
}

function readCondition(
  row: Row<'condition' | 'from' | 'to' | 'points'>,
  asked: Conditions,
  { problems }: Site,
): Held | undefined {
  const condition = row.cell('condition');
  const span = readSpan(row, problems);
  const points = asked.points === undefined || row.cell('points') === '' ? 1 : readNumber(row.cell('points'));
  if (condition === '') problems.push(emptyName(row.where('condition')));
  // Without its year a condition cannot be told to hold in a period or not.
  if (row.cell('from') === '') problems.push(notAPeriod(row.where('from'), ''));
  if (points === undefined) problems.push(notANumber(row.where('points'), row.cell('points')));
  if (condition === '' || !span || points === undefined || row.cell('from') === '') return undefined;
  return { condition, ...span, points, line: row.line, where: row.where('condition') };
}
