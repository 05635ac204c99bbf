import * as z from 'zod';
import type { Text } from '../core/text.ts';

/** Attaches the help of an option in both languages. */
export function help<T extends z.ZodType>(schema: T, en: string, zh: string): T {
  return schema.meta({ description: en, zh });
}

/** Where constants are taken from; shared by every method that estimates some. */
export const reference = help(
  z.union([z.enum(['pooled', 'period']), z.strictObject({ period: z.int() })]),
  'Rows the constants are taken from: all periods together (comparable over time), each period, or one base period',
  '取常数的范围：全部时期合并（跨期可比）、逐期，或某一基期',
);

/** Labels of classes, lowest first: plain text or both languages. */
export const labels = help(
  z.array(z.union([z.string(), z.strictObject({ en: z.string(), zh: z.string() })])),
  'Names of the classes, lowest first',
  '各等级名称，由低到高',
);

/** A label in both languages; plain text serves both. */
export function bilingual(label: string | Text): Text {
  return typeof label === 'string' ? { en: label, zh: label } : label;
}

/**
 * Values by identifier. A plain `z.record` drops ids such as `__proto__`, which are ordinary ids here.
 */
export function byId<T extends z.ZodType>(value: T): z.ZodType<Record<string, z.output<T>>> {
  return z
    .custom<Record<string, z.output<T>>>(
      (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
      {
        error: 'expected a map from ids to values',
      },
    )
    .superRefine((input, context) => {
      for (const key of Object.keys(input)) {
        const result = value.safeParse(input[key]);
        if (!result.success) {
          for (const issue of result.error.issues)
            context.addIssue({ ...issue, path: [key, ...issue.path] } as never);
        }
      }
    })
    .meta({ byId: z.toJSONSchema(value, { io: 'input' }) });
}
