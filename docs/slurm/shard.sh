#!/bin/sh
# One task of the array: the part of the units that its number says.
#   shard.sh <study folder> <work folder> <number of shards>
set -eu
study=$1 work=$2 shards=$3
i=$SLURM_ARRAY_TASK_ID
exec $HOLLING run "$study" --engine duckdb --shard "$i/$shards" --out "$work/shard-$i" \
  --workers "${SLURM_CPUS_PER_TASK:-1}" --json
