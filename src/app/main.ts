import type { MessagePort } from 'node:worker_threads';
import * as z from 'zod';
import { main, type Screen, sayEnded, type Terminal } from './cli.ts';
import type { FromThread, Surroundings, ToThread } from './thread.ts';

declare const HOLLING_VERSION: string;

// A command validates each schema once, which is less work than compiling it.
z.config({ jitless: true });

/** Does a command in this thread, which hears of an interruption only between its steps. */
export async function here(words: readonly string[], screen: Screen): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const canAsk = process.stdin.isTTY && process.stdout.isTTY;
  process.exitCode = await main(words, HOLLING_VERSION, {
    ...screen,
    signal: stop.signal,
    ...(canAsk ? { ask } : {}),
  });
}

/** Does a command in a thread of its own; another one writes, asks and listens for it. */
export async function away(port: MessagePort, { words, canAsk, ...shown }: Surroundings): Promise<void> {
  const stop = new AbortController();
  const say = (message: FromThread) => port.postMessage(message);
  let answered: (answer: string | undefined) => void = () => {};
  port.on('message', (message: ToThread) => {
    if ('stop' in message) {
      stop.abort();
      say({ hears: true });
    } else answered(message.answer);
  });
  const question: Terminal['ask'] = (asked, lang) => {
    say({ question: asked, lang });
    return new Promise((resolve) => {
      answered = resolve;
    });
  };
  const code = await main(words, HOLLING_VERSION, {
    out: (out) => say({ out }),
    err: (err) => say({ err }),
    ...shown,
    signal: stop.signal,
    ...(canAsk ? { ask: question } : {}),
  });
  say({ code });
  port.close();
}

/** The prompts are loaded when there is something to ask. */
export const ask: NonNullable<Terminal['ask']> = async (question, lang) =>
  (await import('./import/ask.ts')).ask(question, lang);

export { sayEnded };
