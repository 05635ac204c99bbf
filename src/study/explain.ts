import { type Correction, sourceCell, statusOf } from '../core/panel.ts';
import type { Text } from '../core/text.ts';
import { indicatorsOf, isNode, type Node } from '../core/tree.ts';
import { originOf } from './adjust/origin.ts';
import type { NodeResult, Result } from './result.ts';
import { weightsBelow } from './score.ts';
import { gradeCertainty } from './uncertainty/grade-certainty.ts';
import { rankIntervals } from './uncertainty/rank-intervals.ts';

/** One indicator (or child node) in a score, from the number used back to the cell it was read from. */
export interface Term {
  id: string;
  title: Text;
  /** The raw value after imputation, and where it comes from; absent for the score of a child node. */
  raw?: number;
  status?: string;
  cell?: string;
  /** What the study changed in the value, or in the values it is computed from; `cell` is where the value before was read. */
  corrected?: Correction[];
  /** How a derived value came about, e.g. `100 * 12.5 / 340` or `geodesic(heihe, Blagoveshchensk)`. */
  formula?: string;
  /** The value after treatment and the treatment filled in, e.g. `min(120, 80)`; absent where it changed nothing. */
  treated?: number;
  treatment?: string;
  /** The normalisation filled in, e.g. `(12.5 - 3) / (40 - 3)`. */
  worked?: string;
  /** The number that is aggregated: a normalised value, or a child's score. */
  value: number;
  weight: number;
  /** TOPSIS: the term's part of the squared distances to the best and the worst. */
  toBest?: number;
  toWorst?: number;
  /** Means: the term's part of the score. */
  contribution?: number;
  /** Obstacle degree, percent. */
  obstacle?: number;
}

/** A score taken apart. */
export interface Explanation {
  unit: { id: string; name: Text };
  period: number;
  node: { id: string; title: Text };
  score: number;
  rank: number;
  /** Units with a score in the period. */
  of: number;
  grade: number;
  label?: Text;
  /** Where the study has an uncertainty analysis: the interval of the rank, and the share of the replicates with this grade. */
  rankInterval?: { low: number; high: number };
  gradeShare?: number;
  method: { id: string; title: Text; formula: string; options: object };
  /** The last step filled in. */
  worked: string;
  terms: Term[];
  notes: Text[];
}

/** Takes the score of a unit in a period at a node apart, down to the source cells. Undefined when there is no such place. */
export function explain(
  result: Result,
  unitId: string,
  period: number,
  nodeId?: string,
): Explanation | undefined {
  const { panel, plan } = result;
  const u = panel.units.findIndex((unit) => unit.id === unitId);
  const p = panel.periods.indexOf(period);
  const found = nodeId === undefined ? result.nodes[0] : result.nodes.find((one) => one.node.id === nodeId);
  if (u < 0 || p < 0 || !found) return undefined;
  const row = p * panel.units.length + u;
  const step = plan.aggregate.get(found.node.id)!;
  const label = found.classes[found.grade[row]! - 1]?.label;
  const terms = termsOf(result, found, row, p);
  const interval = rankIntervals(result, found.node.id, period).get(unitId);
  const share = gradeCertainty(result, found)?.[row];
  return {
    unit: { id: unitId, name: panel.units[u]!.name },
    period,
    node: { id: found.node.id, title: found.node.title },
    score: found.score[row]!,
    rank: found.rank[row]!,
    of: panel.units.filter((_, i) => !Number.isNaN(found.score[p * panel.units.length + i]!)).length,
    grade: found.grade[row]!,
    ...(label ? { label } : {}),
    ...(interval && !Number.isNaN(interval.low) ? { rankInterval: interval } : {}),
    ...(share === undefined || Number.isNaN(share) ? {} : { gradeShare: share }),
    method: {
      id: step.method.id,
      title: step.method.title,
      formula: step.method.formula,
      options: step.options,
    },
    worked: workedScore(step.method.id, found, row, terms),
    terms,
    notes: notesFor(result, `${unitId} ${period}`),
  };
}

function termsOf(result: Result, found: NodeResult, row: number, p: number): Term[] {
  const { plan, weights } = result;
  const options = plan.aggregate.get(found.node.id)!.options as { of?: string; weights?: string };
  const inputs: readonly Node['children'][number][] =
    options.of === 'children' ? found.node.children : indicatorsOf(found.node);
  const vector = weights.weights[weights.weights.length === 1 ? 0 : p]!;
  const position = new Map(plan.indicators.map(({ id }, i) => [id, i]));
  const own = inputs.map((input) =>
    options.weights === 'equal' ? 1 : weightsBelow(input, vector, position),
  );
  const observed = inputs.map((input) => inputValue(result, input, row)).map((value) => !Number.isNaN(value));
  const total = own.reduce((sum, weight, i) => (observed[i] ? sum + weight : sum), 0);
  return inputs.map((input, i) => {
    const value = inputValue(result, input, row);
    const weight = own[i]!;
    return {
      id: input.id,
      title: input.title,
      ...(isNode(input) ? {} : measured(result, input.id, row, p)),
      value,
      weight,
      ...distances(found, options.weights, i, p, value, weight),
      ...(found.ideals || Number.isNaN(value) ? {} : { contribution: (weight / total) * value }),
    };
  });
}

function inputValue(result: Result, input: Node['children'][number], row: number): number {
  if (isNode(input)) return result.nodes.find((one) => one.node.id === input.id)!.score[row]!;
  return result.normalised.columns[result.normalised.ids.indexOf(input.id)]![row]!;
}

function measured(result: Result, id: string, row: number, p: number): Partial<Term> {
  const { plan, panel, values, filled, treated } = result;
  const i = values.ids.indexOf(id);
  const raw = values.columns[i]![row]!;
  const used = treated.table.columns[i]![row]!;
  const isTreated = used !== raw && !Number.isNaN(raw);
  const mark = filled.marks[i]![row]!;
  const cell = sourceCell(panel, id, row);
  const degree = result.obstacles?.columns[result.obstacles.ids.indexOf(id)]?.[row];
  const constants = result.constants[i]![result.scopeOf[p]!]!;
  // Without spread there are no constants to fill in, and nothing is computed.
  const isFlat = Object.keys(constants).length === 0;
  const worked =
    Number.isNaN(raw) || isFlat
      ? undefined
      : plan.normalise.method.worked?.(
          used,
          plan.indicators[i]!.direction,
          constants,
          plan.normalise.options,
        );
  const corrected = correctionsOf(result, id, row);
  const origin = mark > 0 ? undefined : originOf(plan, panel, id, row);
  return {
    raw,
    status:
      mark > 0
        ? `imputed (${filled.method}, ${filled.ways[mark - 1]})`
        : statusOf(panel.columns.get(id)!, row),
    ...(mark === 0 && cell !== undefined ? { cell } : {}),
    ...(corrected.length > 0 ? { corrected } : {}),
    ...(origin ? { formula: origin.formula, cell: origin.cells.join('; ') } : {}),
    ...(isTreated
      ? {
          treated: used,
          treatment: plan.treat.method.worked!(
            raw,
            plan.indicators[i]!.direction,
            treated.constants[i]!,
            plan.treat.options,
          ),
        }
      : {}),
    ...(worked === undefined ? {} : { worked }),
    ...(degree === undefined || Number.isNaN(degree) ? {} : { obstacle: degree }),
  };
}

/** What the study changed in a value, and in those that its formula uses. */
function correctionsOf({ panel, plan }: Result, id: string, row: number): Correction[] {
  const unit = panel.units[row % panel.units.length]!.id;
  const period = panel.periods[Math.floor(row / panel.units.length)]!;
  const here = (panel.corrections ?? []).filter((one) => one.unit === unit && one.period === period);
  if (here.length === 0) return here;
  const names = new Set([id]);
  // A set goes on over what is added to it meanwhile, so formulas of formulas come too.
  for (const name of names)
    for (const used of plan.formulas.find((one) => one.id === name)?.formula.names ?? []) names.add(used);
  return here.filter(({ variable }) => names.has(variable));
}

function distances(
  { ideals }: NodeResult,
  how: string | undefined,
  i: number,
  p: number,
  value: number,
  weight: number,
): Partial<Term> {
  if (!ideals || Number.isNaN(value)) return {};
  const scope = ideals.scopeOf[p]!;
  const factor = how === 'inside' ? weight : weight * weight;
  const up = value - ideals.best[scope]![i]!;
  const down = value - ideals.worst[scope]![i]!;
  return { toBest: factor * up * up, toWorst: factor * down * down };
}

function workedScore(method: string, found: NodeResult, row: number, terms: readonly Term[]): string {
  const score = found.score[row]!;
  if (Number.isNaN(score)) return '';
  if (found.distanceBest && found.distanceWorst) {
    const best = found.distanceBest[row]!;
    const worst = found.distanceWorst[row]!;
    return `${worst} / (${best} + ${worst}) = ${score}`;
  }
  const seen = terms.filter((term) => term.contribution !== undefined);
  const sign = method === 'geometric' ? ' * ' : ' + ';
  const total = seen.reduce((sum, term) => sum + term.weight, 0);
  const part = (term: Term) =>
    method === 'geometric'
      ? `${term.value}^(${term.weight} / ${total})`
      : `${term.weight} / ${total} * ${term.value}`;
  return `${seen.map(part).join(sign)} = ${score}`;
}

function notesFor(result: Result, place: string): Text[] {
  return result.notes
    .filter((note) => note.items?.some((item) => item === place || item.endsWith(` ${place}`)))
    .map((note) => note.text);
}
