/** What a worker thread of Node runs. */
import { parentPort } from 'node:worker_threads';
import * as z from 'zod';
import { member } from './engines/workers/member.ts';
import { methods } from './methods/index.ts';
import { plan } from './study/plan.ts';
import { tasks } from './study/tasks.ts';

// A worker validates each schema once, which is less work than compiling it.
z.config({ jitless: true });

const port = parentPort!;
const answer = member(
  tasks,
  (study) => plan(study, methods),
  (value, transfer) => port.postMessage(value, transfer),
);
port.on('message', answer);
