import type * as z from 'zod';
import { nearest } from '../core/nearest.ts';
import type { Complaint } from '../core/problem.ts';
import type { Text } from '../core/text.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** Turns the findings of a schema into complaints in both languages, with the nearest known key or value. */
export function complaintsOf(
  issues: readonly Issue[],
  schema: z.ZodType,
  input: unknown,
  path: Path,
): Complaint[] {
  return issues.flatMap((issue) =>
    complaints(issue, schema, input, [...path, ...(issue.path as (string | number)[])]),
  );
}

function complaints(issue: Issue, schema: z.ZodType, input: unknown, path: Path): Complaint[] {
  const seen = show(at(input, issue.path as Path));
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, issue.path as Path);
      return issue.keys.map((key) => unknownKey(key, known, path));
    }
    case 'invalid_union': {
      // The branch that got furthest is the one that was meant.
      const best = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
      if (depth(best) > 0)
        return best.flatMap((inner) =>
          complaints({ ...inner, path: [...issue.path, ...inner.path] } as Issue, schema, input, [
            ...path,
            ...(inner.path as (string | number)[]),
          ]),
        );
      const wanted = issue.errors.flat().map((inner) => expected(inner));
      return [complaint(path, seen, join(wanted, ' or ', '或'))];
    }
    case 'custom':
      return [
        complaint(
          path,
          seen,
          issue.message === 'Invalid input'
            ? OTHER
            : { en: issue.message.replace(/^expected /, ''), zh: issue.message.replace(/^expected /, '') },
        ),
      ];
    default:
      return [complaint(path, seen, expected(issue), nearValue(issue, at(input, issue.path as Path)))];
  }
}

const OTHER: Text = { en: 'another kind of value', zh: '其他类型的值' };
const TYPES: Record<string, string> = {
  string: '文本',
  number: '数值',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '映射',
  record: '映射',
  tuple: '列表',
  undefined: '不写',
};

function expected(issue: z.core.$ZodIssue): Text {
  switch (issue.code) {
    case 'invalid_type': {
      const plain = {
        object: 'a map',
        record: 'a map',
        array: 'a list',
        tuple: 'a list',
        string: 'text',
        number: 'a number',
        int: 'a whole number',
        boolean: 'true or false',
      }[issue.expected as string];
      return {
        en: plain ?? String(issue.expected),
        zh: TYPES[issue.expected as string] ?? String(issue.expected),
      };
    }
    case 'invalid_value':
      return {
        en: issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(', ')}`,
        zh: issue.values.join('、'),
      };
    case 'too_small':
      return { en: `at least ${issue.minimum}`, zh: `不小于 ${issue.minimum}` };
    case 'too_big':
      return { en: `at most ${issue.maximum}`, zh: `不大于 ${issue.maximum}` };
    case 'invalid_format':
      // The one format of study files besides those of methods, which describe themselves.
      return issue.format === 'regex' && issue.pattern?.includes('%')
        ? { en: 'a percentage such as 5 %', zh: '百分比，例如 5 %' }
        : OTHER;
    default:
      return OTHER;
  }
}

function complaint(path: Path, seen: string | undefined, wanted: Text, near?: string): Complaint {
  const key = String(path[path.length - 1] ?? 'study');
  const isMissing = seen === undefined;
  return {
    code: isMissing ? 'study/missing-key' : 'study/invalid-value',
    path,
    saw: isMissing
      ? { en: `no ${key}`, zh: `缺少 ${key}` }
      : { en: `${key}: ${seen}`, zh: `${key}: ${seen}` },
    why: { en: `${key} must be ${wanted.en}`, zh: `${key} 应为${wanted.zh}` },
    fix: near
      ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
      : isMissing
        ? { en: `add ${key}`, zh: `请补充 ${key}` }
        : { en: `give ${wanted.en}`, zh: `请改为${wanted.zh}` },
  };
}

/** Complains about a key that is not in the schema, naming the nearest one. */
export function unknownKey(key: string, known: readonly string[], path: Path): Complaint {
  const near = nearest(key, known);
  return {
    code: 'study/unknown-key',
    path: [...path, key],
    saw: { en: `the key ${key}`, zh: `键 ${key}` },
    why: {
      en: 'it is not one of the keys understood here, and nothing is ignored silently',
      zh: '此处没有该键，而任何内容都不会被悄悄忽略',
    },
    fix: near
      ? { en: `did you mean ${near}?`, zh: `是否应为 ${near}？` }
      : {
          en: `use one of ${known.join(', ') || '(no keys)'}`,
          zh: `可用的键：${known.join('、') || '（无）'}`,
        },
  };
}

function nearValue(issue: Issue, value: unknown): string | undefined {
  return issue.code === 'invalid_value' && typeof value === 'string'
    ? nearest(value, issue.values.map(String))
    : undefined;
}

function join(texts: readonly Text[], en: string, zh: string): Text {
  return {
    en: [...new Set(texts.map((text) => text.en))].join(en),
    zh: [...new Set(texts.map((text) => text.zh))].join(zh),
  };
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(
    0,
    ...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)),
  );
}

function at(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    input,
  );
}

function show(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The keys that the schema knows at a path, following arrays, optional values and unions. */
function keysAt(schema: unknown, path: Path): string[] {
  let current = unwrap(schema);
  for (const key of path) {
    const def = current?._zod.def as
      | {
          type?: string;
          element?: unknown;
          valueType?: unknown;
          shape?: Record<string, unknown>;
          options?: unknown[];
        }
      | undefined;
    if (def?.type === 'array') current = unwrap(def.element);
    else if (def?.type === 'record') current = unwrap(def.valueType);
    else if (def?.type === 'object') current = unwrap(def.shape?.[key]);
    else if (def?.type === 'union')
      current = unwrap(def.options?.map(unwrap).find((option) => option?._zod.def.type === 'object'));
    else return [];
  }
  const def = current?._zod.def as
    | { type?: string; shape?: Record<string, unknown>; options?: unknown[] }
    | undefined;
  if (def?.type === 'union') {
    return (def.options ?? []).flatMap((option) =>
      Object.keys((unwrap(option)?._zod.def as { shape?: object } | undefined)?.shape ?? {}),
    );
  }
  return Object.keys(def?.shape ?? {});
}

function unwrap(schema: unknown): z.core.$ZodType | undefined {
  let current = schema as z.core.$ZodType | undefined;
  while (current) {
    const def = current._zod.def as {
      type: string;
      innerType?: z.core.$ZodType;
      getter?: () => z.core.$ZodType;
    };
    if (def.innerType) current = def.innerType;
    else if (def.getter) current = def.getter();
    else return current;
  }
  return undefined;
}
