import type { Operation } from './operation.ts';

/** Everything that Holling does, in the order of the help; each is loaded when it is asked for, so that others start fast. */
const LOADERS = {
  new: async () => (await import('./operations/new.ts')).newStudy,
  check: async () => (await import('./operations/check.ts')).check,
  run: async () => (await import('./operations/run.ts')).run,
  explain: async () => (await import('./operations/explain.ts')).explain,
  methods: async () => (await import('./operations/methods.ts')).methodsOperation,
  figure: async () => (await import('./operations/figure.ts')).figure,
  compare: async () => (await import('./operations/compare.ts')).compare,
  import: async () => (await import('./operations/import.ts')).importFiles,
  open: async () => (await import('./operations/open.ts')).open,
  merge: async () => (await import('./operations/merge.ts')).merge,
};

/** The operation of a name, none for a question that needs none, and all of them for any other first word. */
export async function operationsFor(word: string | undefined): Promise<readonly Operation<never, unknown>[]> {
  if (word === '--version') return [];
  const own = Object.entries(LOADERS).filter(([id]) => id === word);
  const wanted = own.length > 0 ? own : Object.entries(LOADERS);
  return (await Promise.all(wanted.map(([, load]) => load()))) as readonly Operation<never, unknown>[];
}
