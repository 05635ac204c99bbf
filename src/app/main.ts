import * as z from 'zod';
import { main } from './cli.ts';

declare const HOLLING_VERSION: string;

// A command validates each schema once, which is less work than compiling it.
z.config({ jitless: true });

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
// A reader that goes away early (`| head`) is not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3));

void main(process.argv.slice(2), HOLLING_VERSION, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  width: process.stderr.columns,
  signal: stop.signal,
  // The prompts are loaded when there is something to ask.
  ...(process.stdin.isTTY && process.stdout.isTTY
    ? { ask: async (question, lang) => (await import('./import/ask.ts')).ask(question, lang) }
    : {}),
}).then((code) => {
  process.exitCode = code;
});
