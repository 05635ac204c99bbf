import { correlation } from '../core/statistics/correlation.ts';
import { columnOf } from '../core/table.ts';
import { methods } from '../methods/index.ts';
import { dataVariables } from '../study/data-variables.ts';
import { prepare, type StudyFiles } from '../study/files.ts';
import type { Result } from '../study/result.ts';
import { readYaml } from '../study/yaml-text.ts';
import type { VariableFound } from './protocol.ts';

/** The variables of the data of a study, those that it does not use read as if they were context. */
export async function variablesOf(files: StudyFiles, result: Result): Promise<VariableFound[]> {
  const { study } = result.plan;
  const found = dataVariables(study, files.data);
  const unused = found.filter(({ id }) => !result.panel.columns.has(id)).map(({ id }) => id);
  const columns = await columnsOf(files, unused).catch(() => result.panel.columns);
  const index = result.nodes[0]!.score;
  const directionOf = new Map(result.plan.indicators.map(({ id, direction }) => [id, direction]));
  return found.map((one) => {
    const values = columns.get(one.id)?.values ?? new Float64Array();
    const isSame = values.length === index.length;
    return {
      ...one,
      values: values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0),
      cells: index.length,
      r: isSame ? correlation(values, index).r : Number.NaN,
      ...(directionOf.has(one.id)
        ? {
            // As the audit takes it: on the values as they are scored.
            r:
              correlation(columnOf(result.normalised, one.id), index).r *
              (directionOf.get(one.id) === 'cost' ? -1 : 1),
          }
        : {}),
    };
  });
}

async function columnsOf(files: StudyFiles, unused: readonly string[]) {
  const { context } = readYaml(files.text, 'study.yaml').value as { context?: unknown[] };
  const more = [...(context ?? []), ...unused.map((id) => ({ id }))];
  const { panel } = await prepare(files, methods, [{ path: ['context'], value: more }]);
  return panel.columns;
}
