import { tallyTask } from './uncertainty/task.ts';

/** Every task that a worker can do. */
export const tasks = [tallyTask] as const;
