import * as z from 'zod';
import type { Text } from '../core/text.ts';
import type { OptionSchema } from './snapshot.ts';

interface Property {
  type?: string;
  enum?: unknown[];
  default?: unknown;
  description?: string;
  zh?: string;
  minimum?: number;
  maximum?: number;
}

/** The options of a schema as a form needs them; what no simple field can hold is written as a value. */
export function optionsOf(schema: z.ZodObject): OptionSchema[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Property>;
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    help: helpOf(name, property),
    ...kindOf(property),
    ...(property.default === undefined ? {} : { initial: property.default }),
    ...(property.minimum === undefined ? {} : { minimum: property.minimum }),
    ...(property.maximum === undefined ? {} : { maximum: property.maximum }),
  }));
}

function helpOf(name: string, { description, zh }: Property): Text {
  return { en: description ?? name, zh: zh ?? description ?? name };
}

function kindOf({ type, enum: choices }: Property): Pick<OptionSchema, 'kind' | 'choices'> {
  if (choices?.every((one) => typeof one === 'string'))
    return { kind: 'choice', choices: choices as string[] };
  if (type === 'number' || type === 'integer' || type === 'boolean') return { kind: type };
  if (type === 'string') return { kind: 'text' };
  return { kind: 'value' };
}
