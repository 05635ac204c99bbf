import { orderFormulas } from '../core/formula/order.ts';
import { type Formula, parseFormula } from '../core/formula/parse.ts';
import { nearest } from '../core/nearest.ts';
import { type Complaint, type Locate, pathText, placed, refuse } from '../core/problem.ts';
import { type Adjustments, type Indicator, indicatorsOf, nodesOf } from '../core/tree.ts';
import type { Method } from '../methods/method.ts';
import { adjustmentComplaints } from './adjust/check.ts';
import { type Analyses, analysesOf } from './analyses.ts';
import { Choices, type Step } from './choices.ts';
import { methodsWithout } from './left-out-methods.ts';
import { multiverseOf } from './multiverse/choices.ts';
import { negativeClash, negativeComplaint } from './negative-values.ts';
import { type Frozen, freeze } from './reference/freeze.ts';
import { sensitivityOf } from './sensitivity/choices.ts';
import type { Study } from './study.ts';
import { uncertaintyOf } from './uncertainty/choices.ts';
import { adjustedOf, declared, measuredOf } from './variables.ts';

/** A study with every default filled in: what will be done, in order. Needs no data. */
export interface Plan {
  study: Study;
  indicators: readonly Indicator[];
  /** Derived indicators in the order in which they can be computed. */
  formulas: readonly { id: string; formula: Formula }[];
  /** Variables that are converted, deflated or denominated. */
  adjusted: readonly ({ id: string } & Adjustments)[];
  /** Both of these in the order in which they can be computed. */
  derived: readonly string[];
  /** Variables that must come from the sources: measured indicators and context variables. */
  measured: readonly string[];
  impute: Step<'impute'>;
  treat: Step<'treat'>;
  normalise: Step<'normalise'>;
  weight: Step<'weight'>;
  /** By node. */
  aggregate: ReadonlyMap<string, Step<'aggregate'>>;
  grade: ReadonlyMap<string, Step<'grade'>>;
  coverage: number;
  analyses: Analyses;
  /** What is held to an earlier run. */
  frozen?: Frozen;
}

const DEFAULTS = {
  impute: 'linear',
  treat: 'none',
  normalise: 'min-max',
  weight: 'entropy',
  aggregate: 'topsis',
  grade: 'natural-breaks',
} as const;

/**
 * Fills in every default of a study, and drops what its methods say of indicators that are left out, or throws a `ProblemError` with all that is wrong with it.
 * `locate` names the place of a key, such as the line of `study.yaml`.
 */
export function plan(asked: Study, methods: readonly Method[], locate: Locate = pathText): Plan {
  const { study } = methodsWithout(asked);
  const complaints: Complaint[] = [];
  const indicators = indicatorsOf(study.index);
  const nodes = nodesOf(study.index).map((node) => node.id);
  const context = {
    root: study.index,
    indicators,
    periods: study.periods,
    groups: study.units.groups,
    variables: study.context.map(({ id }) => id),
    hasCoordinates: study.units.coordinates !== undefined,
  };
  const choices = new Choices(methods, context, complaints);
  const written = study.method;

  complaints.push(...adjustmentComplaints(study));
  const { formulas, derived } = readFormulas(study, indicators, complaints);
  const made = {
    study,
    indicators,
    formulas,
    adjusted: adjustedOf(study),
    derived,
    measured: measuredOf(study),
    impute: choices.step('impute', written.impute ?? DEFAULTS.impute),
    treat: choices.step('treat', written.treat ?? DEFAULTS.treat),
    normalise: choices.step('normalise', written.normalise ?? DEFAULTS.normalise),
    weight: choices.step('weight', written.weight ?? DEFAULTS.weight),
    aggregate: choices.perNode('aggregate', written.aggregate ?? DEFAULTS.aggregate, nodes),
    grade: choices.perNode('grade', written.grade ?? DEFAULTS.grade, nodes),
    coverage: written.coverage,
    analyses: analysesOf(study, choices, complaints),
  };
  if (made.normalise && made.weight)
    refuseNegative(made.normalise, [made.weight, ...made.aggregate.values()], complaints);
  const uncertainty = uncertaintyOf(study.analyses.uncertainty, made, indicators, choices, complaints);
  if (uncertainty) made.analyses.uncertainty = uncertainty;
  const sensitivity = sensitivityOf(study, made, uncertainty, choices, complaints);
  if (sensitivity) made.analyses.sensitivity = sensitivity;
  const multiverse = multiverseOf(study.analyses.multiverse, made, study.periods, choices, complaints);
  if (multiverse) made.analyses.multiverse = multiverse;
  refuseGoalposts(made, complaints);
  const held = complaints.length === 0 ? freeze(made as Plan, complaints) : undefined;
  refuse(placed(complaints, locate));
  return held ?? (made as Plan);
}

/** Methods that cannot take negative values, after a normaliser that gives them; each once. */
function refuseNegative(
  normalise: Step<'normalise'>,
  after: readonly (Step<'weight'> | Step<'aggregate'>)[],
  complaints: Complaint[],
): void {
  const found = new Map(
    after.flatMap((step) => {
      const clash = negativeClash(normalise, step);
      return clash ? [[clash.method.id, clash] as const] : [];
    }),
  );
  for (const clash of found.values())
    complaints.push(negativeComplaint(clash, ['method', clash.method.stage]));
}

/** Goalposts are in the unit of the data, which some treatments change; among the choices that are tried, too. */
function refuseGoalposts(
  {
    treat,
    normalise,
    analyses,
  }: { treat?: Step<'treat'> | undefined; normalise?: Step<'normalise'> | undefined; analyses: Analyses },
  complaints: Complaint[],
): void {
  if (!treat?.method.rescales) return;
  const tried = [
    { path: ['method', 'normalise'], steps: normalise ? [normalise] : [] },
    { path: ['analyses', 'uncertainty', 'vary', 'normalise'], steps: analyses.uncertainty?.normalise ?? [] },
    {
      path: ['analyses', 'multiverse', 'normalise'],
      steps: (analyses.multiverse?.combinations ?? []).map(({ steps }) => steps.normalise),
    },
  ];
  const found = tried.find(({ steps }) => steps.some(({ method }) => method.id === 'goalposts'));
  if (!found) return;
  complaints.push({
    code: 'treat/goalposts',
    path: found.path,
    saw: { en: `goalposts after ${treat.method.id}`, zh: `${treat.method.id} 之后使用 goalposts` },
    why: {
      en: 'goalposts are in the unit of the data, and the treated values are in another',
      zh: '目标区间以数据的单位给出，而处理后的数值单位已变',
    },
    fix: {
      en: 'normalise by min-max or z-score, winsorise instead, or make the logarithm an indicator of its own (formula: ln(...)) with goalposts in logarithms',
      zh: '请改用 min-max 或 z-score，或改为 winsorise，或以公式（formula: ln(...)）构造对数指标并按对数给出目标区间',
    },
  });
}

function readFormulas(study: Study, indicators: readonly Indicator[], complaints: Complaint[]) {
  const known = new Set([...indicators.map(({ id }) => id), ...study.context.map(({ id }) => id)]);
  const parsed = new Map<string, Formula>();
  const paths = new Map(declared(study).map(({ id, path }) => [id, [...path, 'formula']]));
  for (const { id, formula } of [...indicators, ...study.context]) {
    if (formula === undefined) continue;
    const outcome = parseFormula(formula);
    if (outcome.ok) parsed.set(id, outcome.formula);
    else {
      const { saw, why, fix } = outcome;
      const named = { en: `${id}: ${saw.en}`, zh: `${id}：${saw.zh}` };
      complaints.push({ code: 'formula/syntax', path: paths.get(id)!, saw: named, why, fix });
    }
  }
  const { order, cycles, unknown } = orderFormulas(needsOf(study, parsed, known), known);
  for (const { in: id, name, nearest: near = nearest(name, known) } of unknown) {
    complaints.push({
      code: 'formula/unknown-name',
      path: paths.get(id)!,
      saw: { en: `the name ${name} in the formula of ${id}`, zh: `${id} 的公式中的名称 ${name}` },
      why: { en: 'there is no indicator or context variable of this id', zh: '没有此标识的指标或背景变量' },
      fix: near
        ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
        : { en: 'add it to context, or correct the name', zh: '请加入 context，或更正名称' },
    });
  }
  for (const cycle of cycles) {
    const path = cycle.join(' -> ');
    complaints.push({
      code: 'formula/cycle',
      path: paths.get(cycle[0]!)!,
      saw: { en: `values that need each other: ${path}`, zh: `数值互相引用：${path}` },
      why: { en: 'none of them can be computed first', zh: '没有哪一个能先计算' },
      fix: { en: 'break the circle by measuring one of them', zh: '将其中之一改为直接观测' },
    });
  }
  const formulas = order.flatMap((id) => (parsed.has(id) ? [{ id, formula: parsed.get(id)! }] : []));
  return { formulas, derived: order };
}

/** The formulas with the prices and denominators of their variables among the names, and those of measured variables beside them. */
function needsOf(
  study: Study,
  parsed: ReadonlyMap<string, Formula>,
  known: ReadonlySet<string>,
): Map<string, Formula> {
  const needs = new Map(parsed);
  for (const { id, formula, deflate, denominate } of adjustedOf(study)) {
    // A formula that cannot be read is told already.
    if (formula !== undefined && !parsed.has(id)) continue;
    const by = [deflate?.by, denominate?.by].filter((name) => name !== undefined && known.has(name));
    const own = parsed.get(id);
    needs.set(id, {
      text: own?.text ?? '',
      root: own?.root ?? { kind: 'number', value: 0 },
      names: [...new Set([...(own?.names ?? []), ...(by as string[])])],
    });
  }
  return needs;
}
