import type { Cell, DataTable } from '../core/data-table.ts';
import { statusOf } from '../core/panel.ts';
import type { Table } from '../core/table.ts';
import type { Text } from '../core/text.ts';
import { originOf } from './adjust/origin.ts';
import type { NodeResult, Result } from './result.ts';
import { adjustedOf, constructedOf } from './variables.ts';

/** One table of the result folder. Empty text stands for what does not exist; numbers are at full precision. */
export interface ResultTable {
  name: string;
  title: Text;
  columns: readonly string[];
  rows: Iterable<readonly Cell[]>;
}

/** Every table of a result, as the contract names them, rows in study order. Rows are made only when read. */
export function resultTables(result: Result): ResultTable[] {
  const tables = [scores(result), weights(result), normalised(result), imputed(result)];
  if (result.plan.treat.method.id !== 'none') tables.push(treated(result));
  if (madeOf(result).length > 0) tables.push(constructed(result));
  if (result.obstacles) tables.push(obstacles(result, result.obstacles));
  tables.push(grades(result));
  if (result.panel.periods.length > 1) tables.push(transitions(result));
  return [...tables, ...result.analyses.map(written)];
}

/** NaN, which marks what is missing, becomes an empty cell. */
function shown(value: number | undefined): Cell {
  return value === undefined || Number.isNaN(value) ? '' : value;
}

/** Every unit with its periods: the order of rows in results. */
function* places({ panel }: Result): Generator<{ unit: string; period: number; row: number }> {
  for (let u = 0; u < panel.units.length; u++) {
    for (let p = 0; p < panel.periods.length; p++) {
      yield { unit: panel.units[u]!.id, period: panel.periods[p]!, row: p * panel.units.length + u };
    }
  }
}

function* flatten(
  result: Result,
  table: Table,
  keep: (row: number, column: number) => boolean,
): Generator<Cell[]> {
  for (const { unit, period, row } of places(result)) {
    for (let c = 0; c < table.ids.length; c++) {
      if (keep(row, c)) yield [unit, period, table.ids[c]!, shown(table.columns[c]![row])];
    }
  }
}

function scores(result: Result): ResultTable {
  const row = (node: NodeResult, at: number): Cell[] => [
    node.node.id,
    shown(node.score[at]),
    shown(node.rank[at]),
    node.grade[at] || '',
    shown(node.distanceBest?.[at]),
    shown(node.distanceWorst?.[at]),
  ];
  return {
    name: 'scores',
    title: { en: 'Scores, ranks and grades', zh: '得分、排名与等级' },
    columns: ['unit', 'period', 'node', 'score', 'rank', 'grade', 'distance_best', 'distance_worst'],
    rows: iterate(function* () {
      for (const { unit, period, row: at } of places(result)) {
        for (const node of result.nodes) yield [unit, period, ...row(node, at)];
      }
    }),
  };
}

function weights({ plan, panel, weights: found }: Result): ResultTable {
  return {
    name: 'weights',
    title: { en: 'Indicator weights', zh: '指标权重' },
    columns: ['indicator', 'weight', 'period'],
    rows: found.weights.flatMap((vector, s) =>
      plan.indicators.map(({ id }, i): Cell[] => [
        id,
        vector[i]!,
        found.weights.length === 1 ? '' : panel.periods[s]!,
      ]),
    ),
  };
}

function normalised(result: Result): ResultTable {
  return {
    name: 'normalised',
    title: { en: 'Normalised values', zh: '标准化值' },
    columns: ['unit', 'period', 'indicator', 'value'],
    rows: iterate(() => flatten(result, result.normalised, () => true)),
  };
}

function imputed(result: Result): ResultTable {
  const { marks, ways, method } = result.filled;
  return {
    name: 'imputed',
    title: { en: 'Imputed values', zh: '插补值' },
    columns: ['unit', 'period', 'indicator', 'value', 'method', 'way'],
    rows: iterate(function* () {
      for (const { unit, period, row } of places(result)) {
        for (let c = 0; c < marks.length; c++) {
          const mark = marks[c]![row]!;
          if (mark > 0)
            yield [
              unit,
              period,
              result.values.ids[c]!,
              shown(result.values.columns[c]![row]),
              method,
              ways[mark - 1]!,
            ];
        }
      }
    }),
  };
}

/** Variables whose values came about in a way that their source cell alone does not show, constructed ones first. */
function madeOf({ plan: { study } }: Result): string[] {
  return [...new Set([...constructedOf(study), ...adjustedOf(study)].map(({ id }) => id))];
}

function treated(result: Result): ResultTable {
  const { plan, values, treated: after } = result;
  return {
    name: 'treated',
    title: { en: 'Treated values', zh: '异常值处理前后' },
    columns: ['unit', 'period', 'indicator', 'before', 'after', 'method'],
    rows: iterate(function* () {
      const marks = after.changed.map((rows, c) => {
        const marked = new Uint8Array(values.columns[c]!.length);
        for (const row of rows) marked[row] = 1;
        return marked;
      });
      for (const { unit, period, row } of places(result)) {
        for (let c = 0; c < marks.length; c++) {
          if (marks[c]![row] === 1)
            yield [
              ...[unit, period, values.ids[c]!],
              ...[shown(values.columns[c]![row]), shown(after.table.columns[c]![row]), plan.treat.method.id],
            ];
        }
      }
    }),
  };
}

function constructed(result: Result): ResultTable {
  const { columns } = result.panel;
  const made = madeOf(result).map((id) => ({ id, column: columns.get(id)! }));
  return {
    name: 'constructed',
    title: { en: 'Constructed values', zh: '构造的数值' },
    columns: ['unit', 'period', 'indicator', 'value', 'formula', 'source'],
    rows: iterate(function* () {
      for (const { unit, period, row } of places(result)) {
        for (const { id, column } of made) {
          const origin = originOf(result.plan, result.panel, id, row);
          if (origin)
            yield [unit, period, id, shown(column.values[row]), origin.formula, origin.cells.join('; ')];
        }
      }
    }),
  };
}

function obstacles(result: Result, table: Table): ResultTable {
  return {
    name: 'obstacles',
    title: { en: 'Obstacle degrees (percent)', zh: '障碍度（%）' },
    columns: ['unit', 'period', 'indicator', 'degree'],
    rows: iterate(() => flatten(result, table, () => true)),
  };
}

function grades({ nodes }: Result): ResultTable {
  return {
    name: 'grades',
    title: { en: 'Class limits', zh: '等级界限' },
    columns: ['node', 'grade', 'label', 'lower', 'upper', 'count', 'label_zh'],
    rows: nodes.flatMap(({ node, classes }) =>
      classes.map(({ grade, label, lower, upper, count }): Cell[] => [
        node.id,
        grade,
        label?.en ?? '',
        lower,
        upper,
        count,
        label?.zh ?? '',
      ]),
    ),
  };
}

function transitions(result: Result): ResultTable {
  return {
    name: 'transitions',
    title: { en: 'Moves between grades', zh: '等级转移' },
    columns: ['node', 'from_period', 'to_period', 'from_grade', 'to_grade', 'count'],
    rows: result.transitions.map((one): Cell[] => [
      one.node,
      one.fromPeriod,
      one.toPeriod,
      one.fromGrade,
      one.toGrade,
      one.count,
    ]),
  };
}

/** The table of an analysis, with its missing numbers as empty cells. */
function written(table: DataTable): ResultTable {
  return {
    ...table,
    rows: table.rows.map((row) => row.map((cell) => (typeof cell === 'number' ? shown(cell) : cell))),
  };
}

/** Rows that can be read more than once. */
function iterate(rows: () => Iterable<readonly Cell[]>): Iterable<readonly Cell[]> {
  return { [Symbol.iterator]: () => rows()[Symbol.iterator]() };
}

/** How many cells of an indicator were observed, derived, imputed or left missing. */
export function statusCounts(
  result: Result,
  indicator: string,
): Record<'observed' | 'derived' | 'estimated' | 'imputed' | 'missing', number> {
  const counts = { observed: 0, derived: 0, estimated: 0, imputed: 0, missing: 0 };
  const column = result.panel.columns.get(indicator)!;
  const marks = result.filled.marks[result.values.ids.indexOf(indicator)]!;
  for (let row = 0; row < marks.length; row++) counts[marks[row]! > 0 ? 'imputed' : statusOf(column, row)]++;
  return counts;
}
