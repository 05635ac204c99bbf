#!/usr/bin/env node
// Starts the bundled command line from V8's compiled form of it, which halves the time to the first line of work.
// A missing or outdated form is made anew when the program ends; without write access everything still works.
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Screen } from './cli.ts';
import type * as Bundle from './main.ts';
import type { FromThread, Surroundings, ToThread } from './thread.ts';

/** Commands that compute for long without a pause, so that only another thread can answer an interruption at once. */
const LONG = ['run', 'check', 'import', 'figure', 'explain', 'compare', 'merge'];
/** A thread that has not said for this long that it hears is ended as it is. */
const PATIENCE = 150;

if (isMainThread) {
  const words = process.argv.slice(2);
  const screen: Screen = {
    out: (text: string) => process.stdout.write(text),
    err: (text: string) => process.stderr.write(text),
    interactive: process.stderr.isTTY === true,
    width: process.stderr.columns,
  };
  // A reader that goes away early (`| head`) is not a fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3));
  if (LONG.includes(words[0]!)) watch(words, screen);
  else void bundle('short').here(words, screen);
} else void bundle('long').away(parentPort!, workerData);

/** Writes, asks and listens for a thread that works. */
function watch(words: readonly string[], screen: Screen): void {
  const { out, err, ...shown } = screen;
  const canAsk = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const thread = new Worker(__filename, { workerData: { words, canAsk, ...shown } satisfies Surroundings });
  const tell = (message: ToThread) => thread.postMessage(message);
  let silence: NodeJS.Timeout | undefined;
  const listen = () => {
    tell({ stop: true });
    silence = setTimeout(() => {
      void thread.terminate();
      process.exitCode = bundle('long').sayEnded(words, screen);
    }, PATIENCE);
  };
  process.once('SIGINT', listen);
  thread.on('message', async (message: FromThread) => {
    if ('out' in message) out(message.out);
    else if ('err' in message) err(message.err);
    else if ('question' in message)
      tell({ answer: await bundle('long').ask(message.question, message.lang) });
    else {
      clearTimeout(silence);
      if ('code' in message) process.exitCode = message.code;
      // It may hear now and then compute without a pause again.
      else setTimeout(listen, PATIENCE).unref();
    }
  });
  thread.on('error', (error) => {
    process.exitCode = bundle('long').sayEnded(words, screen, error);
  });
  thread.on('exit', () => clearTimeout(silence));
}

/** The whole program; short commands have a compiled form of their own, which holds less and so starts faster. */
function bundle(kind: 'long' | 'short'): typeof Bundle {
  const file = join(__dirname, 'bundle.cjs');
  const compiled = join(__dirname, `bundle.${kind}.cache`);
  const before = stampOf(compiled);
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`,
    { filename: file, cachedData: before === undefined ? undefined : readFileSync(compiled) },
  );
  if (script.cachedDataRejected !== false)
    process.once('exit', (code) => {
      // A thread of this run may have left a fuller form.
      if (code !== 0 || stampOf(compiled) !== before) return;
      try {
        // Put in place whole, so that no other run ever reads half of it.
        writeFileSync(`${compiled}.${process.pid}`, script.createCachedData());
        renameSync(`${compiled}.${process.pid}`, compiled);
      } catch {
        // Installed where this user may not write: the next start is as slow as this one.
      }
    });
  const module = { exports: {} as typeof Bundle };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}

function stampOf(file: string): number | undefined {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}
