/** Who is told what share of the files is read, and how the reading is stopped. */
export interface Progress {
  onProgress?: (file: string, share: number) => void | Promise<void>;
  signal?: AbortSignal | undefined;
}

/** What a reader may call without waiting; a request to stop is heard by the reader itself. */
export function unawaited(told: (share: number) => void | Promise<void>): (share: number) => void {
  return (share) => void Promise.resolve(told(share)).catch(() => {});
}
