import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Stands in for Slurm: runs the tasks of an array as plain processes, all at once, and waits for them. */
const SBATCH = `#!/bin/sh
array=1-1 output=/dev/null
while [ "\${1#--}" != "$1" ]; do
  case $1 in --array=*) array=\${1#*=} ;; --output=*) output=\${1#*=} ;; esac
  shift
done
tasks=
for i in $(seq "\${array%-*}" "\${array#*-}"); do
  SLURM_ARRAY_TASK_ID=$i sh "$@" > "$(echo "$output" | sed "s/%a/$i/")" 2>&1 & tasks="$tasks $!"
done
for task in $tasks; do wait "$task" || exit 1; done
`;

/** A search path on which `sbatch` is found. */
export function pathWithSbatch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holling-sbatch-'));
  writeFileSync(join(folder, 'sbatch'), SBATCH);
  chmodSync(join(folder, 'sbatch'), 0o755);
  return `${folder}:${process.env.PATH}`;
}
