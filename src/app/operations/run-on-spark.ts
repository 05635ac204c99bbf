import { ProblemError } from '../../core/problem.ts';
import { readEndpoint, shownEndpoint, TOKEN } from '../../engines/spark/endpoint.ts';
import { storedOn } from '../../engines/spark/places.ts';
import { sentSource, sentUnits } from '../../engines/spark/sent-source.ts';
import { freshFolder, type SparkSession, sparkSession } from '../../engines/spark/session.ts';
import { storedSource, storedUnits } from '../../engines/sql/stored-source.ts';
import { readUnitFile } from '../../io/read-unit-file.ts';
import type { Override } from '../../study/overrides.ts';
import type { Plan } from '../../study/plan.ts';
import type { World } from '../operation.ts';
import { runStudyStaged, type StagedInput } from './run-staged.ts';
import { refuseLarge, writeHome } from './staged-home.ts';

interface SparkInput extends StagedInput {
  endpoint?: string | undefined;
  dataPath?: string | undefined;
  resultsPath?: string | undefined;
}

/**
 * A run whose rows stay on a Spark cluster. Data are read there or, where a study is small, sent up; large tables are
 * written to the storage of the cluster or, where they are small, come home as CSV.
 */
export function runOnSpark(input: SparkInput, overrides: readonly Override[], world: World) {
  if (input.endpoint === undefined) throw noEndpoint();
  const endpoint = readEndpoint(input.endpoint, process.env[TOKEN]);
  const { dataPath, resultsPath } = input;
  const results = resultsPath === undefined ? undefined : freshFolder(resultsPath);
  return runStudyStaged<SparkSession>(input, overrides, world, {
    id: 'spark',
    async reads({ study }) {
      const stored = study.data.map(({ file }) => storedOn(file, dataPath)).filter((one) => one);
      if (stored.length > 0 && study.data.length > 1) throw severalSources(study.data.length);
      if (stored.length === 0 && dataPath !== undefined) throw unusedDataPath(study.data[0]!.file);
      return stored.length === 1;
    },
    open: () =>
      sparkSession({
        endpoint,
        software: world.software,
        signal: world.signal,
        ...(results === undefined ? {} : { results }),
      }),
    stored: async (session, plan) =>
      storedSource(
        session,
        plan,
        storedOn(plan.study.data[0]!.file, dataPath)!,
        await unitsOn(session, input.study, plan, dataPath),
      ),
    loaded: sentSource,
    accept: (plan, rows) => {
      if (results === undefined) refuseLarge(plan, rows);
    },
    async finish(session, found, plan, panel, out) {
      if (results === undefined) await writeHome(session, found, plan, panel?.units, out);
      const { scores, obstacles, normalised } = found;
      const written = Object.entries({ scores, obstacles, normalised }).filter(
        ([, one]) => one !== undefined,
      );
      return {
        endpoint: shownEndpoint(endpoint),
        ...(results === undefined
          ? {}
          : { stored: Object.fromEntries(written.map(([name]) => [name, `${results}/${name}`])) }),
      };
    },
  });
}

/** The keys of the units: read on the cluster, or read here and sent up. */
async function unitsOn(session: SparkSession, folder: string, { study }: Plan, dataPath: string | undefined) {
  const stored = storedOn(study.units.file, dataPath);
  if (stored) return storedUnits(session, stored, study.units.key);
  const units = await readUnitFile(folder, study.units);
  return sentUnits(
    session,
    units.map(({ id }) => id),
  );
}

function noEndpoint(): ProblemError {
  return usage('usage/no-endpoint', '--endpoint', '--engine spark', {
    why: { en: 'it is not said where Spark is', zh: '没有说明 Spark 的地址' },
    fix: {
      en: 'add e.g. --endpoint sc://spark.example:15002',
      zh: '请加上例如 --endpoint sc://spark.example:15002',
    },
  });
}

function severalSources(count: number): ProblemError {
  return usage('engine/several-sources', 'data', String(count), {
    why: {
      en: 'data that stay on the cluster come from one Parquet path or one table',
      zh: '留在集群上的数据须来自一个 Parquet 路径或一张表',
    },
    fix: {
      en: 'join them into one table on the cluster first',
      zh: '请先在集群上合并为一张表',
    },
  });
}

function unusedDataPath(file: string): ProblemError {
  return usage('usage/data-path', '--data-path', file, {
    why: {
      en: 'the data of this study are neither Parquet nor a folder of it, so that they are read here and sent up',
      zh: '该研究的数据不是 Parquet 文件或文件夹，因此在本地读取后上传',
    },
    fix: {
      en: 'leave --data-path out, or write the data as Parquet',
      zh: '请去掉 --data-path，或将数据写成 Parquet',
    },
  });
}

function usage(
  code: string,
  where: string,
  saw: string,
  advice: Pick<ProblemError['problems'][number], 'why' | 'fix'>,
): ProblemError {
  return new ProblemError([{ code, where, saw: { en: saw, zh: saw }, ...advice }], 'usage');
}
