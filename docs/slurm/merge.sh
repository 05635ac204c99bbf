#!/bin/sh
# Adds up what all shards of a work folder have answered.
#   merge.sh <work folder> <result folder>
set -eu
work=$1 results=$2
exec $HOLLING merge "$work"/shard-* --out "$results" --workers "${SLURM_CPUS_PER_TASK:-1}" --json
