import type { DataTable } from '../../core/data-table.ts';
import { noteAbout } from '../../core/note.ts';
import type { ImputeInput, ImputeOutcome } from '../../methods/method.ts';
import type { Plan } from '../plan.ts';
import type { StepNote } from '../result.ts';
import { byId } from '../uncertainty/values.ts';
import { type ImputationError, leaveOneOutError, MOST_HIDDEN, withoutCell } from './leave-one-out-error.ts';

/** The errors of the study's own imputation, of the indicators in which it filled cells. */
export function ownErrors(
  { study, impute }: Plan,
  input: ImputeInput,
  filled: ImputeOutcome['filled'],
  units: readonly string[],
): ImputationError[] {
  const columns = filled.flatMap((marks, c) => (marks.some((mark) => mark !== 0) ? [c] : []));
  if (columns.length === 0) return [];
  return leaveOneOutError(input.table, withoutCell(impute.method, impute.options, input), {
    seed: study.seed,
    columns,
    order: byId(units),
  });
}

/** Root mean squares by column; NaN = nothing was filled, or fewer than two cells can be compared. */
export function spreadsFrom(errors: readonly ImputationError[], ids: readonly string[]): number[] {
  const known = new Map(errors.filter(({ compared }) => compared >= 2).map(({ id, rmse }) => [id, rmse]));
  return ids.map((id) => known.get(id) ?? Number.NaN);
}

/** A row for each indicator with filled cells, and a note where not every observed cell was tried; none without any. */
export function errorTable(
  errors: readonly ImputationError[],
  { impute, indicators }: Plan,
  filled: ImputeOutcome['filled'],
): { tables: DataTable[]; notes: StepNote[] } {
  if (errors.length === 0) return { tables: [], notes: [] };
  const cells = (id: string) =>
    filled[indicators.findIndex((one) => one.id === id)]!.reduce(
      (count, mark) => (mark === 0 ? count : count + 1),
      0,
    );
  const sampled = errors.filter(({ hidden, observed }) => hidden < observed).map(({ id }) => id);
  const notes = noteAbout('impute/error-sampled', 'note', sampled, (names) => ({
    en: `The error of imputation rests on a sample of ${MOST_HIDDEN} observed cells of each of these indicators: ${names.en}.`,
    zh: `以下指标的插补误差各由 ${MOST_HIDDEN} 个观测单元格的样本估计：${names.zh}。`,
  }));
  return {
    tables: [
      {
        name: 'imputation-error',
        title: { en: 'Error of the imputation', zh: '插补误差' },
        columns: [
          'indicator',
          'method',
          'filled',
          'observed',
          'hidden',
          'compared',
          'rmse',
          'nrmse',
          'mean_error',
        ],
        rows: errors.map(({ id, observed, hidden, compared, rmse, nrmse, meanError }) => [
          id,
          impute.method.id,
          cells(id),
          observed,
          hidden,
          compared,
          rmse,
          nrmse,
          meanError,
        ]),
      },
    ],
    notes: notes.map((note) => ({ step: 'impute', ...note })),
  };
}
