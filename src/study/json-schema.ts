import * as z from 'zod';
import type { Method, Stage } from '../methods/method.ts';
import { multiverseOptions } from './multiverse/schema.ts';
import { sensitivityOptions } from './sensitivity/schema.ts';
import { sections } from './study.ts';
import { uncertaintyOptions } from './uncertainty/schema.ts';

type Json = Record<string, unknown>;
const CHOSEN: readonly Stage[] = ['impute', 'treat', 'normalise', 'weight', 'aggregate', 'grade'];
const PER_NODE: readonly Stage[] = ['aggregate', 'grade'];

/** JSON Schema of `study.yaml` for editors: the same schemas that validate it, and the options of every method. */
export function studyJsonSchema(methods: readonly Method[]): Json {
  const read = z.object(sections);
  const schema = convert(read) as { properties: Record<string, Json>; required?: string[] };
  const method = schema.properties.method as { properties: Json };
  for (const stage of CHOSEN) method.properties[stage] = choice(stage, methods);
  const obstacles = methods.find((one) => one.stage === 'obstacles')!;
  schema.properties.analyses = {
    type: 'object',
    properties: {
      obstacles: { anyOf: [{ const: 'none' }, optionsOf(obstacles)] },
      ...Object.fromEntries(
        methods
          .filter((one) => one.stage === 'analyse')
          .map((one) => [one.id, { anyOf: [{ const: 'none' }, { type: 'null' }, optionsOf(one)] }]),
      ),
      uncertainty: { anyOf: [{ const: 'none' }, { type: 'null' }, convert(uncertaintyOptions)] },
      sensitivity: { anyOf: [{ const: 'none' }, { type: 'null' }, convert(sensitivityOptions)] },
      multiverse: { anyOf: [{ const: 'none' }, { type: 'null' }, convert(multiverseOptions)] },
    },
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A study of Holling',
    ...schema,
    additionalProperties: false,
  };
}

/** One word, or a map from the word to its options; per node where the stage allows it. */
function choice(stage: Stage, methods: readonly Method[]): Json {
  const own = methods.filter((method) => method.stage === stage);
  const words = { enum: own.map((method) => method.id) };
  const maps = own.map((method) => ({
    type: 'object',
    properties: { [method.id]: { anyOf: [{ type: 'null' }, optionsOf(method)] } },
    required: [method.id],
    additionalProperties: false,
    description: method.title.en,
  }));
  const one = [words, ...maps];
  if (!PER_NODE.includes(stage)) return { anyOf: one };
  return {
    anyOf: [...one, { type: 'object', minProperties: 1, description: 'a choice per node, with default' }],
  };
}

/** Options of a method; the map that stands for one of them, or a side file, is allowed in its place. */
function optionsOf(method: Method): Json {
  const options = convert(method.options);
  if (method.shorthand || method.id === 'given' || method.id === 'ahp')
    return { anyOf: [options, { type: 'object' }] };
  return options;
}

function convert(schema: z.ZodType): Json {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      const own = jsonSchema as Json;
      if (own.byId) {
        own.type = 'object';
        own.additionalProperties = own.byId;
        delete own.byId;
      }
      if (own.textMap) {
        own.type = 'object';
        own.additionalProperties = { type: 'string' };
        delete own.textMap;
      }
      // Chinese help stands beside the English description for tools that want it.
      if (typeof own.zh === 'string') {
        own['x-description-zh'] = own.zh;
        delete own.zh;
      }
    },
  }) as Json;
  return made;
}
