import type { Cell, DataTable } from '../../core/data-table.ts';
import { type Note, noteAbout } from '../../core/note.ts';
import type { ScoreRow } from '../compare.ts';
import type { NodeResult, Result, StepNote } from '../result.ts';
import { type ReferenceRecord, referenceOf } from './record.ts';

/** One number that two runs hold their scores against, with its value in each. */
export interface Moved {
  kind: 'treatment' | 'goalpost' | 'weight' | 'ideal' | 'limit';
  id: string;
  /** Which constant of the indicator, ideal of the node, or class. */
  name: string;
  before: number;
  now: number;
}

/** The constants that differ between two runs, of what both have; NaN = there was none. */
export function movedConstants(before: ReferenceRecord, now: ReferenceRecord): Moved[] {
  const own = new Map(now.indicators.map((one) => [one.id, one]));
  const nodes = new Map(now.nodes.map((one) => [one.id, one]));
  const indicators = before.indicators.flatMap((one) => {
    const other = own.get(one.id);
    return other ? [{ one, other }] : [];
  });
  const of = (kind: Moved['kind'], id: string, name: string, a: unknown, b: unknown): Moved[] => {
    const [x, y] = [a, b].map((value) => (typeof value === 'number' ? value : Number.NaN)) as [
      number,
      number,
    ];
    return Object.is(x, y) || x === y ? [] : [{ kind, id, name, before: x, now: y }];
  };
  return [
    ...indicators.flatMap(({ one, other }) => {
      const [a, b] = [one.treatment ?? {}, other.treatment ?? {}];
      return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) =>
        of('treatment', one.id, name, a[name], b[name]),
      );
    }),
    ...indicators.flatMap(({ one, other }) => {
      const [a, b] = [one.constants ?? {}, other.constants ?? {}];
      const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
      return one.constants && other.constants
        ? keys.flatMap((name) => of('goalpost', one.id, name, a[name], b[name]))
        : [];
    }),
    ...indicators.flatMap(({ one, other }) =>
      one.weight === undefined || other.weight === undefined
        ? []
        : of('weight', one.id, '', one.weight, other.weight),
    ),
    ...before.nodes.flatMap((one) => {
      const other = nodes.get(one.id);
      if (!other) return [];
      const ideals = new Map((other.ideals ?? []).map((ideal) => [ideal.id, ideal]));
      return [
        ...(one.ideals ?? []).flatMap(({ id, best, worst }) => [
          ...of('ideal', one.id, `${id} best`, best, ideals.get(id)?.best),
          ...of('ideal', one.id, `${id} worst`, worst, ideals.get(id)?.worst),
        ]),
        // The last limit is the largest score, which bounds nothing.
        ...one.limits
          .slice(0, -1)
          .flatMap((limit, i) => of('limit', one.id, `${i + 1}`, limit, other.limits[i])),
      ];
    }),
  ];
}

/** An earlier run that a result is set beside. */
export interface Earlier {
  /** How it is named in notes. */
  name: string;
  record: ReferenceRecord;
  scores: readonly ScoreRow[];
}

/**
 * F51: what adding periods (or correcting data) did to the scores that were there before: a note with the numbers,
 * every earlier score with its new one, and the constants that moved.
 */
export function againstEarlier(
  result: Result,
  { name, record, scores }: Earlier,
): { tables: DataTable[]; notes: StepNote[] } {
  const moved = movedConstants(record, referenceOf(result));
  const pairs = beside(result, scores);
  const changed = pairs.filter(
    ({ before, now }) => !same(before.score, now.score) || !same(before.rank, now.rank),
  );
  const table: DataTable = {
    name: 'earlier-scores',
    title: { en: 'Earlier scores beside the new ones', zh: '早期得分与新得分对照' },
    columns: ['unit', 'period', 'node', 'score_before', 'score', 'rank_before', 'rank', 'changed'],
    rows: pairs.map(({ before, now, unit, period, node }): Cell[] => [
      ...[unit, period, node, before.score, now.score, before.rank, now.rank],
      same(before.score, now.score) && same(before.rank, now.rank) ? 0 : 1,
    ]),
  };
  const constants: DataTable = {
    name: 'moved-constants',
    title: { en: 'Constants that moved', zh: '变动的常数' },
    columns: ['kind', 'id', 'name', 'before', 'now'],
    rows: moved.map((one): Cell[] => [one.kind, one.id, one.name, one.before, one.now]),
  };
  const added = result.panel.periods.filter((period) => !record.periods.includes(period));
  const notes = movedNotes(moved, added, { changed: changed.length, of: pairs.length, name });
  return { tables: [table, constants], notes: notes.map((note) => ({ step: 'reference', ...note })) };
}

function movedNotes(
  moved: readonly Moved[],
  added: readonly number[],
  { changed, of, name }: { changed: number; of: number; name: string },
): Note[] {
  const count = (kind: Moved['kind']) =>
    new Set(moved.filter((one) => one.kind === kind).map(({ id }) => id)).size;
  const [posts, weights, ideals, limits] = (['goalpost', 'weight', 'ideal', 'limit'] as const).map(count) as [
    number,
    number,
    number,
    number,
  ];
  const items = [...new Set(moved.filter(({ kind }) => kind === 'goalpost').map(({ id }) => id))];
  const what =
    added.length > 0 ? { en: `Adding ${added.join(', ')}`, zh: `加入 ${added.join('、')}` } : undefined;
  const cause = what ?? { en: 'The change of data or method', zh: '数据或方法的改动' };
  if (changed === 0)
    return [
      {
        code: 'reference/unmoved',
        level: 'note',
        text: {
          en: `${cause.en} changed none of the ${of} earlier scores (${name}).`,
          zh: `${cause.zh}后，${of} 个早期得分均未变动（${name}）。`,
        },
      },
    ];
  const named = noteAbout('', 'note', items, (names) => names)[0]?.text;
  return [
    {
      code: 'reference/moved',
      level: 'warning',
      text: {
        en: `${cause.en} moved goalposts of ${posts} indicator(s)${named ? ` (${named.en})` : ''}, weights of ${weights}, ideal points of ${ideals} node(s) and class limits of ${limits}; ${changed} of ${of} earlier scores or ranks change (${name}): earlier-scores.csv has old and new beside each other. To keep them, set reference: { freeze: <manifest.json of the earlier run> }.`,
        zh: `${cause.zh}使 ${posts} 项指标的标准化上下限${named ? `（${named.zh}）` : ''}、${weights} 项权重、${ideals} 个节点的理想点与 ${limits} 个节点的等级界限变动；${of} 个早期得分或名次中有 ${changed} 个改变（${name}），新旧对照见 earlier-scores.csv。如需保持不变，请设 reference: { freeze: <早期运行的 manifest.json> }。`,
      },
      items,
    },
  ];
}

interface Pair {
  unit: string;
  period: number;
  node: string;
  before: { score: number; rank: number };
  now: { score: number; rank: number };
}

/** Earlier scores of places that the result has too. */
function beside({ panel, nodes }: Result, scores: readonly ScoreRow[]): Pair[] {
  const units = new Map(panel.units.map(({ id }, u) => [id, u]));
  const found = new Map<string, NodeResult>(nodes.map((one) => [one.node.id, one]));
  return scores.flatMap(({ unit, period, node, score, rank }): Pair[] => {
    const u = units.get(unit);
    const p = panel.periods.indexOf(Number(period));
    const own = found.get(node);
    if (u === undefined || p < 0 || !own) return [];
    const row = p * panel.units.length + u;
    const now = { score: own.score[row]!, rank: own.rank[row]! };
    return [{ unit, period: Number(period), node, before: { score, rank }, now }];
  });
}

function same(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
