import type { Operation } from './operation.ts';
import { check } from './operations/check.ts';
import { compare } from './operations/compare.ts';
import { explain } from './operations/explain.ts';
import { figure } from './operations/figure.ts';
import { importFiles } from './operations/import.ts';
import { merge } from './operations/merge.ts';
import { methodsOperation } from './operations/methods.ts';
import { newStudy } from './operations/new.ts';
import { open } from './operations/open.ts';
import { run } from './operations/run.ts';

/** Everything that Holling does, for the command line and for servers. */
export const operations = [
  newStudy,
  check,
  run,
  explain,
  methodsOperation,
  figure,
  compare,
  importFiles,
  open,
  merge,
] as readonly Operation<never, unknown>[];
