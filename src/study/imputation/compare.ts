import { extent } from '../../core/statistics/extent.ts';
import type { Table } from '../../core/table.ts';
import type { Method } from '../../methods/method.ts';
import { unitGroups } from '../analyse.ts';
import type { Step } from '../choices.ts';
import type { Result } from '../result.ts';
import { byId } from '../uncertainty/values.ts';
import { type ImputationError, leaveOneOutError, withoutCell } from './leave-one-out-error.ts';

/** How well an imputation finds hidden cells of the indicators that have gaps. */
export interface Compared {
  /** As in `method.impute`. */
  label: string;
  isOwn: boolean;
  hidden: number;
  compared: number;
  /** Mean of the indicators' errors over their ranges; NaN where one of them has none. */
  nrmse: number;
  errors: ImputationError[];
}

/** Imputations that are compared beside their defaults; group columns come from the study. */
const VARIANTS: readonly [string, string, readonly string[]][] = [
  ['mean', 'across', ['units', 'periods']],
  ['median', 'across', ['units', 'periods']],
];
/** Share of the cells that the most thorough method finds below which a method is not called the best. */
const THOROUGH = 0.95;

/** Every imputation that applies to the study, least error first; none where no cell is missing. */
export function compareImputations({ plan, panel }: Result, methods: readonly Method[]): Compared[] {
  const ids = plan.indicators.map(({ id }) => id);
  const table: Table = {
    units: panel.units.length,
    periods: panel.periods,
    ids,
    columns: ids.map((id) => panel.columns.get(id)!.values),
  };
  const columns = table.columns.flatMap((column, c) => {
    const { count } = extent(column);
    return count > 0 && count < column.length ? [c] : [];
  });
  if (columns.length === 0) return [];
  const input = { table, groups: unitGroups(plan, panel) };
  const hiding = { seed: plan.study.seed, columns, order: byId(panel.units.map(({ id }) => id)) };
  return stepsOf(plan.impute, methods, plan.study.units.groups)
    .map(({ method, options }, i) => {
      const errors = leaveOneOutError(table, withoutCell(method, options, input), hiding);
      const varying = errors.filter(({ id }) => varies(table, id));
      return {
        label: labelOf(method, options),
        isOwn: i === 0 && method.id !== 'none',
        hidden: total(errors.map(({ hidden }) => hidden)),
        compared: total(errors.map(({ compared }) => compared)),
        nrmse: total(varying.map(({ nrmse }) => nrmse)) / varying.length,
        errors,
      };
    })
    .sort((a, b) => rank(a) - rank(b));
}

/** The one with the least error of those that find about as many hidden cells as any; undefined without such. */
export function bestOf(all: readonly Compared[]): Compared | undefined {
  const most = Math.max(...all.map(({ compared }) => compared));
  return all
    .filter(({ compared, nrmse }) => compared >= THOROUGH * most && !Number.isNaN(nrmse))
    .reduce<Compared | undefined>((best, one) => (best && best.nrmse <= one.nrmse ? best : one), undefined);
}

/** The study's own first, then the others; the same choice once. */
function stepsOf(
  own: Step<'impute'>,
  methods: readonly Method[],
  groups: readonly string[],
): Pick<Step<'impute'>, 'method' | 'options'>[] {
  const found = new Map<string, Pick<Step<'impute'>, 'method' | 'options'>>();
  const add = (method: Method<'impute'>, options: object) => {
    if (method.id === 'none') return;
    const key = labelOf(method, options);
    if (!found.has(key)) found.set(key, { method, options });
  };
  add(own.method, own.options);
  for (const one of methods) {
    if (one.stage !== 'impute') continue;
    const method = one as unknown as Method<'impute'>;
    const variants = 'by' in method.options.shape ? [[method.id, 'by', groups] as const] : VARIANTS;
    const [, option, values] = variants.find(([id]) => id === method.id) ?? [];
    if (option === undefined) add(method, method.options.parse({}));
    else for (const value of values ?? []) add(method, method.options.parse({ [option]: value }));
  }
  return [...found.values()];
}

function labelOf(method: Method<'impute'>, options: object): string {
  const defaults = method.options.parse({}) as Record<string, unknown>;
  const told = Object.entries(options).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]),
  );
  return [method.id, ...told.map(([key, value]) => `${key}: ${[value].flat().join(' ')}`)].join(' ');
}

function varies(table: Table, id: string): boolean {
  const { min, max } = extent(table.columns[table.ids.indexOf(id)]!);
  return max > min;
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function rank({ nrmse }: Compared): number {
  return Number.isNaN(nrmse) ? Number.MAX_VALUE : nrmse;
}
