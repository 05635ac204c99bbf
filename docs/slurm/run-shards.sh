#!/bin/sh
# Runs a study in shards on Slurm: each pass is an array job, and a job after it adds the parts up.
#   run-shards.sh <study folder> <work folder> <number of shards> <result folder>
# All folders must be seen by all nodes. HOLLING is the command (default: holling); SBATCH_OPTIONS are given to every
# job, e.g. "--partition=short --time=1:00:00 --cpus-per-task=2 --mem=4G". Started again, it goes on where it stopped.
set -eu
study=$1 work=$2 shards=$3 results=$4
here=$(cd "$(dirname "$0")" && pwd)
HOLLING=${HOLLING:-holling}
export HOLLING
mkdir -p "$work"
pass=1
while [ "$pass" -le 9 ]; do
  # shellcheck disable=SC2086
  sbatch --wait --array="1-$shards" --output="$work/pass-$pass-shard-%a.txt" ${SBATCH_OPTIONS:-} \
    "$here/shard.sh" "$study" "$work" "$shards"
  # shellcheck disable=SC2086
  sbatch --wait --output="$work/pass-$pass-merge.txt" ${SBATCH_OPTIONS:-} "$here/merge.sh" "$work" "$results"
  # The merge of the last pass writes results; those before name the next pass.
  if grep -q '"results"' "$work/pass-$pass-merge.txt"; then
    echo "results in $results"
    exit 0
  fi
  pass=$((pass + 1))
done
echo "no results after $((pass - 1)) passes; see $work/pass-*.txt" >&2
exit 1
