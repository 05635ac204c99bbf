import type { Plan } from './plan.ts';

/** Something that asks to stop: an `AbortSignal`, or less. */
export interface Stop {
  throwIfAborted(): void;
  addEventListener?(type: 'abort', listener: () => void): void;
  removeEventListener?(type: 'abort', listener: () => void): void;
}

/**
 * Work that can be cut into blocks, each computed by whichever worker is free. Setup, blocks and what comes back are
 * plain data that can be cloned. What is kept of blocks must not depend on how they are shared out once it is merged.
 */
export interface Task<Setup, Block, Told, Kept> {
  id: string;
  /** What a worker makes once, from its own copy of the plan. */
  begin(plan: Plan, setup: Setup): Work<Block, Told, Kept>;
}

export interface Work<Block, Told, Kept> {
  /** Computes one block and tells what is known at once; `pause` lets a request to stop be heard meanwhile. */
  compute(block: Block, pause: () => Promise<void>): Promise<Told>;
  /** Gives away all that was kept since it was last asked. */
  take(): Kept;
}

/** One run of a task. */
export interface Job<Setup, Block, Told, Kept> {
  task: Task<Setup, Block, Told, Kept>;
  plan: Plan;
  setup: Setup;
  blocks: Iterable<Block>;
  /** Most workers to use. */
  workers: number;
  onTold(told: Told, worker: number): void | Promise<void>;
  /** What a worker kept of these blocks; called at the end, and whenever it is wanted. */
  onKept(kept: Kept, blocks: readonly Block[], worker: number): void | Promise<void>;
  /** Asked after each block: whether the worker should give away now what it keeps. */
  wanted(worker: number): boolean;
  pause(): Promise<void>;
  signal?: Stop | undefined;
}

/** Who computes: this thread, threads of Node, web workers. */
export interface Team {
  /** Most workers. */
  readonly size: number;
  run<Setup, Block, Told, Kept>(job: Job<Setup, Block, Told, Kept>): Promise<void>;
}

/** The thread that asks computes all blocks itself. */
export const alone: Team = {
  size: 1,
  async run({ task, plan, setup, blocks, onTold, onKept, wanted, pause, signal }) {
    const work = task.begin(plan, setup);
    await workThrough(blocks, {
      compute: async (block) => {
        const told = await work.compute(block, pause);
        signal?.throwIfAborted();
        return told;
      },
      take: async () => work.take(),
      onTold: (told) => onTold(told, 0),
      onKept: (kept, done) => onKept(kept, done, 0),
      wanted: () => wanted(0),
    });
  },
};

/** One worker's share: takes blocks as long as there are any; several may share one source of blocks. */
export async function workThrough<Block, Told, Kept>(
  blocks: Iterable<Block>,
  worker: {
    compute(block: Block): Promise<Told>;
    take(): Promise<Kept>;
    onTold(told: Told): void | Promise<void>;
    onKept(kept: Kept, blocks: readonly Block[]): void | Promise<void>;
    wanted(): boolean;
  },
): Promise<void> {
  let done: Block[] = [];
  const giveAway = async () => {
    const given = done;
    done = [];
    await worker.onKept(await worker.take(), given);
  };
  for (const block of blocks) {
    const told = await worker.compute(block);
    done.push(block);
    await worker.onTold(told);
    if (worker.wanted()) await giveAway();
  }
  if (done.length > 0) await giveAway();
}
