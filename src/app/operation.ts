import type * as z from 'zod';
import type { Problem } from '../core/problem.ts';
import type { Text } from '../core/text.ts';
import type { Question } from '../study/import/reading.ts';

/** What an operation needs of its surroundings, so that the command line, a server and tests can each give their own. */
export interface World {
  lang: 'en' | 'zh';
  /** Name and version of this software, for manifests and reports. */
  software: string;
  /** Called before each step with the share of the work that is done; lets a request to stop be heard. */
  progress(step: string, done: number): Promise<void>;
  /** Shows lines beneath the progress until others or none take their place, where a person is watching. */
  meanwhile(lines: readonly string[]): void;
  /** Puts out at once what others wait for, before the outcome is there. */
  out(text: string): void;
  /** Says something on a line of its own that belongs neither to the outcome nor to its notes. */
  say(text: Text): void;
  signal: AbortSignal;
  /** Asks a person something, where one is there to answer; undefined when the question is broken off. */
  ask?: (question: Question, lang: 'en' | 'zh') => Promise<string | undefined>;
}

/** One thing that Holling does for a user. The command line and the server are made from this description. */
export interface Operation<Input = never, Outcome = unknown> {
  id: string;
  about: Text;
  /** Names of the inputs that are positional on the command line, in order; optional ones in brackets. */
  positional: readonly string[];
  input: z.ZodObject;
  example: string;
  run(input: Input, world: World): Promise<Outcome>;
  /** The outcome for a person. */
  show(outcome: Outcome, world: Pick<World, 'lang'>): string;
  /** What `--json` prints; the outcome itself by default. */
  json?(outcome: Outcome): unknown;
  /** Problems that were found without stopping the work; any makes the exit code 1. */
  problems?(outcome: Outcome): readonly Problem[];
}

/** Types an operation by its own input schema. */
export function operation<Z extends z.ZodObject, Outcome>(
  definition: Omit<Operation<z.output<Z>, Outcome>, 'input'> & { input: Z },
): Operation<z.output<Z>, Outcome> {
  return definition;
}

/**
 * The flag of an input on the command line.
 * @example flagOf('memoryLimit') // => '--memory-limit'
 */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
