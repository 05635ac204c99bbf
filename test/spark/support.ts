import { readEndpoint } from '../../src/engines/spark/endpoint.ts';
import { sentSource } from '../../src/engines/spark/sent-source.ts';
import { type SparkOptions, type SparkSession, sparkSession } from '../../src/engines/spark/session.ts';
import type { WithEngine } from '../support/staged.ts';

/** What scripts/spark/test.mjs says of the server that it started. */
export const ADDRESS = told('HOLLING_SPARK_TEST_ENDPOINT');
export const TOKEN = told('HOLLING_SPARK_TOKEN');
/** Stands in the command line of every process of the cluster. */
export const MARK = told('HOLLING_SPARK_TEST_MARK');

function told(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run npm run test:spark`);
  return value;
}

export function open(change: Partial<SparkOptions> = {}): Promise<SparkSession> {
  return sparkSession({ endpoint: readEndpoint(ADDRESS, TOKEN), software: 'holling test', ...change });
}

export const withSpark: WithEngine = async (plan, panel, work) => {
  const session = await open();
  try {
    // A few rows are done before their code would be compiled; large tables are tried with it.
    await session.rows('SET spark.sql.codegen.wholeStage=false');
    await session.rows('SET spark.sql.codegen.factoryMode=NO_CODEGEN');
    await session.rows('SET spark.sql.adaptive.enabled=false');
    await work(session, await sentSource(session, plan, panel));
  } finally {
    await session.close();
  }
};
