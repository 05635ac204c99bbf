import type { Plan } from '../../study/plan.ts';
import type { Study } from '../../study/study.ts';
import type { Task, Work } from '../../study/team.ts';
import { arraysOf } from './arrays.ts';
import type { Answer, Request } from './messages.ts';

// Of tasks whose types nobody here needs to know.
type AnyTask = Task<never, never, unknown, unknown>;

/**
 * The worker's side: answers requests one by one. The plan holds functions, which cannot be cloned, so that it is made
 * again from the study.
 */
export function member(
  tasks: readonly AnyTask[],
  planOf: (study: Study) => Plan,
  post: (answer: Answer, transfer: ArrayBuffer[]) => void,
): (request: Request) => Promise<void> {
  let work: Work<never, unknown, unknown> | undefined;
  const answer = async (request: Request): Promise<unknown> => {
    if (request.ask === 'begin') {
      const task = tasks.find(({ id }) => id === request.task);
      if (!task) throw new RangeError(`invalid task: ${request.task}`);
      work = task.begin(planOf(request.study), request.setup as never);
      return undefined;
    }
    if (!work) throw new RangeError('a worker was asked for a block before its task');
    return request.ask === 'compute' ? work.compute(request.block as never, async () => {}) : work.take();
  };
  return async (request) => {
    try {
      const value = await answer(request);
      // What is taken is given away, so that it need not be copied.
      post({ value }, request.ask === 'take' ? arraysOf(value) : []);
    } catch (error) {
      post({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, []);
    }
  };
}
