import { breaks } from './breaks.ts';
import { constant } from './constant.ts';
import { direction } from './direction.ts';
import { duplicateUnits } from './duplicate-units.ts';
import type { Check } from './finding.ts';
import { interpolated } from './interpolated.ts';
import { jumps } from './jumps.ts';
import { lost } from './lost.ts';
import { missingRuns } from './missing-runs.ts';
import { money } from './money.ts';
import { mostlyMissing } from './mostly-missing.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { outliers } from './outliers.ts';
import { percentages } from './percentages.ts';
import { rounded } from './rounded.ts';
import { scope } from './scope.ts';
import { similarNames } from './similar-names.ts';
import { spikes } from './spikes.ts';
import { sums } from './sums.ts';
import { unitSpan } from './unit-span.ts';

/** Every check of the data, in the order in which its findings are shown. A new one is a file and a line here. */
export const checks: readonly Check[] = [
  lost,
  unitSpan,
  mostlyMissing,
  jumps,
  breaks,
  sums,
  percentages,
  duplicateUnits,
  nearDuplicates,
  constant,
  direction,
  spikes,
  outliers,
  interpolated,
  rounded,
  missingRuns,
  money,
  scope,
  similarNames,
];
