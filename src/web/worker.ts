/** The page's worker: holds the files of a study, and computes what the page asks for. */
import type { Problem } from '../core/problem.ts';
import { Desk } from './desk.ts';
import { handedOver } from './handed-over.ts';
import type { Ask, Reply } from './protocol.ts';

declare const self: {
  postMessage(message: Reply, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { data: Ask }) => void): void;
};

const desk = new Desk();
let queue = Promise.resolve();
self.addEventListener('message', ({ data }) => {
  queue = queue.then(() => answer(data));
});

async function answer({ id, name, input }: Ask): Promise<void> {
  try {
    const progress = (step: string, done: number) => self.postMessage({ id, step, done });
    const { output, buffers } = handedOver(await desk.do(name, input, progress));
    self.postMessage({ id, output }, buffers);
  } catch (error) {
    const problems = (error as { problems?: Problem[] }).problems;
    if (Array.isArray(problems)) self.postMessage({ id, problems });
    else self.postMessage({ id, failed: error instanceof Error ? error.message : String(error) });
  }
}
