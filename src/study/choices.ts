import type * as z from 'zod';
import { nearest } from '../core/nearest.ts';
import type { Complaint } from '../core/problem.ts';
import type { CheckContext, Method, Stage } from '../methods/method.ts';
import { complaintsOf } from './issues.ts';

/** A method with its options filled in. */
export interface Step<S extends Stage = Stage> {
  stage: S;
  method: Method<S>;
  options: object;
  /** Of a combination: the steps it is made of. */
  parts?: readonly Step<S>[];
}

type Path = (string | number)[];

/** Reads what a study says of its methods: one word, or a map from the word to its options. */
export class Choices {
  private readonly methods: readonly Method[];
  private readonly context: CheckContext;
  private readonly complaints: Complaint[];

  constructor(methods: readonly Method[], context: CheckContext, complaints: Complaint[]) {
    this.methods = methods;
    this.context = context;
    this.complaints = complaints;
  }

  /** The step that was chosen; undefined after a complaint. */
  step<S extends Stage>(stage: S, written: unknown, path: Path = ['method', stage]): Step<S> | undefined {
    const choice = wordOrMap(written);
    if (!choice) {
      this.complaints.push(notAChoice(stage, written, path));
      return undefined;
    }
    const method = this.find(stage, choice.id, path);
    if (!method) return undefined;
    const below = choice.options === undefined ? path : [...path, choice.id];
    const options = this.options(method, choice.options ?? {}, below);
    if (!options) return undefined;
    for (const complaint of method.check?.(options, this.context) ?? []) {
      this.complaints.push({ ...complaint, path: [...below, ...complaint.path] });
    }
    const base = basePeriod(options);
    if (base !== undefined && !this.context.periods.includes(base))
      this.complaints.push(unknownBase(base, this.context.periods, [...below, 'reference', 'period']));
    const parts = method.parts?.(options).map((part, i) => this.step(stage, part, [...below, 'of', i]));
    if (!parts) return { stage, method, options };
    return parts.every((part) => part !== undefined) ? { stage, method, options, parts } : undefined;
  }

  /**
   * One step for every node. Written as a choice for all, or as a map from nodes to choices with `default`:
   * a map is read as nodes unless its only key is a method.
   */
  perNode<S extends Stage>(stage: S, written: unknown, nodes: readonly string[]): Map<string, Step<S>> {
    const steps = new Map<string, Step<S>>();
    const map =
      typeof written === 'object' && written !== null && !Array.isArray(written)
        ? (written as Record<string, unknown>)
        : undefined;
    const keys = map ? Object.keys(map) : [];
    const one =
      !map || (keys.length === 1 && (this.ids(stage).includes(keys[0]!) || !nodes.includes(keys[0]!)));
    if (one && !(keys.length === 1 && keys[0] === 'default')) {
      const step = this.step(stage, written);
      if (step) for (const node of nodes) steps.set(node, step);
      return steps;
    }
    for (const key of keys.filter((key) => key !== 'default' && !nodes.includes(key))) {
      this.complaints.push(unknownNode(stage, key, nodes));
    }
    const fallback = this.step(
      stage,
      map!.default ?? { aggregate: 'topsis', grade: 'natural-breaks' }[stage as string],
      ['method', stage, 'default'],
    );
    for (const node of nodes) {
      const step = Object.hasOwn(map!, node)
        ? this.step(stage, map![node], ['method', stage, node])
        : fallback;
      if (step) steps.set(node, step);
    }
    return steps;
  }

  /** Reads options by a method's own schema, every fault a complaint. */
  options<S extends Stage>(method: Method<S>, written: unknown, path: Path): object | undefined {
    const raw = method.shorthand ? spelledOut(written, method.shorthand, method.options) : written;
    const result = method.options.safeParse(raw);
    if (result.success) return result.data;
    this.complaints.push(...complaintsOf(result.error.issues, method.options, raw, path));
    return undefined;
  }

  /** Ids of the methods of a stage. */
  ids(stage: Stage): string[] {
    return this.methods.filter((method) => method.stage === stage).map((method) => method.id);
  }

  private find<S extends Stage>(stage: S, id: string, path: Path): Method<S> | undefined {
    const found = this.methods.find((method) => method.stage === stage && method.id === id);
    if (found) return found as Method<S>;
    const known = this.ids(stage);
    const near = nearest(id, known);
    this.complaints.push({
      code: 'method/unknown',
      path,
      saw: { en: `${stage}: ${id}`, zh: `${stage}: ${id}` },
      why: {
        en: `there is no such method of the stage ${stage} in this version`,
        zh: `本版本的 ${stage} 步骤没有该方法`,
      },
      fix: near
        ? {
            en: `did you mean ${near}? Known: ${known.join(', ')}`,
            zh: `是否应为 ${near}？可用：${known.join('、')}`,
          }
        : { en: `use one of ${known.join(', ')}`, zh: `可用：${known.join('、')}` },
    });
    return undefined;
  }
}

/** The period from which a step takes its constants, where it is a single one. */
function basePeriod(options: object): number | undefined {
  const { reference } = options as { reference?: string | { period?: number } };
  return typeof reference === 'object' ? reference.period : undefined;
}

function unknownBase(base: number, periods: readonly number[], path: Path): Complaint {
  return {
    code: 'method/unknown-period',
    path,
    saw: { en: `the base period ${base}`, zh: `基期 ${base}` },
    why: {
      en: 'it is not one of the periods of the study, so that there is nothing to take the constants from',
      zh: '它不在研究时期之内，无从取得常数',
    },
    fix: {
      en: `use one of ${periods.join(', ')}, or add it to periods`,
      zh: `可用：${periods.join('、')}，或将其加入 periods`,
    },
  };
}

function wordOrMap(written: unknown): { id: string; options?: unknown } | undefined {
  if (typeof written === 'string') return { id: written };
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return undefined;
  const entries = Object.entries(written);
  if (entries.length !== 1) return undefined;
  const [id, options] = entries[0]!;
  return options === null ? { id } : { id, options };
}

/** Puts a map that names none of the options under the option it stands for. */
function spelledOut(written: unknown, option: string, schema: z.ZodObject): unknown {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written;
  const names = Object.keys(schema.shape);
  return Object.keys(written).some((key) => names.includes(key)) ? written : { [option]: written };
}

function notAChoice(stage: Stage, written: unknown, path: Path): Complaint {
  const seen = JSON.stringify(written);
  return {
    code: 'method/not-a-choice',
    path,
    saw: { en: `${stage}: ${seen}`, zh: `${stage}: ${seen}` },
    why: {
      en: 'a method is one word, or a map from one word to its options',
      zh: '方法应为一个词，或由一个词到其选项的映射',
    },
    fix: {
      en: `write ${stage}: name, or ${stage}: { name: { option: value } }`,
      zh: `写成 ${stage}: 名称，或 ${stage}: { 名称: { 选项: 值 } }`,
    },
  };
}

function unknownNode(stage: Stage, key: string, nodes: readonly string[]): Complaint {
  const near = nearest(key, nodes);
  return {
    code: 'study/unknown-node',
    path: ['method', stage, key],
    saw: { en: `the key ${key}`, zh: `键 ${key}` },
    why: {
      en: 'with several keys they are nodes of the index, or default',
      zh: '多个键时应为指标体系的节点或 default',
    },
    fix: near
      ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
      : { en: `use one of ${nodes.join(', ')}`, zh: `可用：${nodes.join('、')}` },
  };
}

/** The same step with one option set otherwise, in its parts too where `inside` asks for them. */
export function withOption<S extends Stage>(step: Step<S>, option: string, value: unknown): Step<S> {
  return { ...step, options: { ...step.options, [option]: value } };
}

/** An option of a step; undefined where its method does not have it. */
export function optionOf(step: Step, option: string): unknown {
  return (step.options as Record<string, unknown>)[option];
}
