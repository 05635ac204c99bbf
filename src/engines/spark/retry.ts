/** How often and how long something that may come back is tried again. */
export interface Patience {
  attempts: number;
  first: number;
  most: number;
}

/** A server that was never reached is given up soon; one that was there may be restarting or behind a broken line. */
export const ABSENT: Patience = { attempts: 4, first: 200, most: 2000 };
export const AWAY: Patience = { attempts: 10, first: 50, most: 15_000 };

/**
 * Milliseconds before the next attempt, growing fourfold.
 * @example waitOf({ attempts: 4, first: 200, most: 2000 }, 2) // => 2000
 */
export function waitOf({ first, most }: Patience, attempt: number): number {
  let wait = first;
  for (let i = 0; i < attempt && wait < most; i++) wait *= 4;
  return Math.min(most, wait);
}

/** Waits, unless the signal is given before the end. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
