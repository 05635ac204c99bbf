import type { Note } from '../../core/note.ts';
import type { Unit } from '../../core/panel.ts';
import type { Text } from '../../core/text.ts';
import type { Sum } from '../study.ts';
import type { Series } from './series.ts';

/** A variable as the audit sees it: its values before imputation. */
export interface Variable {
  id: string;
  title: Text;
  unit?: Text;
  values: Float64Array;
  /** The observed ones among them, unit by unit. */
  series: Series;
  /** Part of the index, or only used in formulas. */
  isIndicator: boolean;
  /** Read from a source; otherwise made by a formula or from places, so that its values follow from others. */
  isMeasured: boolean;
  /** In the prices of one period. */
  isDeflated?: boolean;
  /** Correlation with the index after its direction is applied; NaN = not known. */
  agreement: number;
}

/** What every check is given. Rows are period-major, as everywhere. */
export interface AuditView {
  units: readonly Unit[];
  periods: readonly number[];
  variables: readonly Variable[];
  sums: readonly Sum[];
}

/** A place that a finding names: `length` periods of a unit, all units of a period (`unit` -1), or the whole column. */
export interface Spot {
  unit: number;
  period: number;
  length?: number;
  value?: number;
  expected?: number;
}

/** Things of one kind about one variable; without a variable it is about units or periods as such. */
export interface Hit {
  indicator: string;
  spots: readonly Spot[];
  /** What the text of the check needs besides the places. */
  facts?: Readonly<Record<string, string | number>>;
}

/** One kind of thing to look for. */
export interface Check {
  id: string;
  title: Text;
  /** The rule with its limits, for the table of the report. */
  rule: Text;
  /** Where the rule is from. */
  source: Text;
  level: Note['level'];
  find(view: AuditView): Hit[];
  /** The finding in words; `names` are the places, `count` how many they are. */
  tell(hit: Hit, names: Text, count: number, view: AuditView): Text;
}

/** What was found, with what it would change and whether the study accepts it. */
export interface Finding extends Hit {
  check: string;
  level: Note['level'];
  text: Text;
  /** The reason that the study gives, where it accepts the finding. */
  accepted?: Text;
  /** The place of that line in audit.accept. */
  rule?: number;
  /** Ranks of the whole index that differ when the cells are taken for missing, of so many, and the largest move. */
  effect?: { moved: number; of: number; most: number };
}

export const OWN: Text = { en: 'limit of Holling', zh: 'Holling 所定界限' };

/** A check typed by its own shape. */
export function check(definition: Check): Check {
  return definition;
}
