/** What a web worker runs. */

import { member } from './engines/workers/member.ts';
import type { Request } from './engines/workers/messages.ts';
import { methods } from './methods/index.ts';
import { plan } from './study/plan.ts';
import { tasks } from './study/tasks.ts';

declare const self: {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { data: Request }) => void): void;
};

const answer = member(
  tasks,
  (study) => plan(study, methods),
  (value, transfer) => self.postMessage(value, transfer),
);
self.addEventListener('message', ({ data }) => void answer(data));
