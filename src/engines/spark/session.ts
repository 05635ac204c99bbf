import { randomUUID } from 'node:crypto';
import type { SqlWords } from '../../core/sql.ts';
import type { Session } from '../sql/session.ts';
import { rowsOf } from './arrow.ts';
import { type SparkClient, type SparkPlan, sparkClient } from './client.ts';
import type { Endpoint } from './endpoint.ts';
import { asProblem } from './problems.ts';

export interface SparkOptions {
  endpoint: Endpoint;
  software: string;
  signal?: AbortSignal;
  /** A folder on the storage of the cluster for the written tables; without one they stay in the session. */
  results?: string;
}
export interface SparkSession extends Session {
  /** Sends a table up as Arrow; gives what to select from. */
  send(name: string, batches: readonly Uint8Array[]): Promise<string>;
}

/**
 * What a step relies on, whatever the server's own settings: names with their case, faults instead of NULL, and no
 * dependence on the server's time zone.
 */
const SETTINGS = {
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.caseSensitive': 'true',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.legacy.consecutiveStringLiterals.enabled': 'false',
  'spark.sql.parser.escapedStringLiterals': 'false',
};

export const sparkWords: SqlWords = {
  lastObserved: (expression, over) => `LAST_VALUE(${expression}) IGNORE NULLS OVER (${over})`,
  firstObserved: (expression, over) => `FIRST_VALUE(${expression}) IGNORE NULLS OVER (${over})`,
  name: (name) => `\`${name.replaceAll('`', '``')}\``,
  text: (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
};

export async function sparkSession(options: SparkOptions): Promise<SparkSession> {
  const { endpoint, signal, results } = options;
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      throw asProblem(error, endpoint);
    }
  };
  const client = await sparkClient(endpoint, options.software);
  const stop = () => void client.interrupt().catch(() => {});
  signal?.addEventListener('abort', stop);
  const cached: string[] = [];
  const close = async () => {
    signal?.removeEventListener('abort', stop);
    await forget(client, cached);
    await client.close();
  };
  try {
    await attempt(() => client.configure(SETTINGS, signal));
  } catch (error) {
    await close();
    throw error;
  }
  const command = (query: string) => attempt(() => client.execute(commandOf(query), signal));
  const keep = async (name: string, select: string) => {
    cached.push(name);
    await command(`CACHE TABLE ${name} AS ${select}`);
    return name;
  };
  return {
    id: 'spark',
    words: sparkWords,
    rows: (query) => attempt(async () => rowsOf(await client.execute({ root: { sql: { query } } }, signal))),
    keep: (name, select) => keep(`kept_${name}`, select),
    async write(name, select) {
      if (results === undefined) return keep(`written_${name}`, select);
      const path = `${results}/${name}`;
      await command(`INSERT OVERWRITE DIRECTORY ${sparkWords.text(path)} USING parquet ${select}`);
      return `parquet.${sparkWords.name(path)}`;
    },
    async send(name, batches) {
      const parts = batches.map((data, i) => [`${name}_${i}`, data] as const);
      for (const [part, data] of parts)
        await attempt(() =>
          client.execute(
            {
              command: {
                create_dataframe_view: { input: { local_relation: { data } }, name: part, replace: true },
              },
            },
            signal,
          ),
        );
      const all = parts.map(([part]) => `SELECT * FROM ${part}`).join(' UNION ALL ');
      return parts.length === 1 ? parts[0]![0] : keep(name, all);
    },
    close,
  };
}

/** Kept rows outlive their session on the server unless they are let go. */
async function forget(client: SparkClient, cached: readonly string[]): Promise<void> {
  for (const name of cached)
    await client.execute(commandOf(`UNCACHE TABLE IF EXISTS ${name}`)).catch(() => {});
}

function commandOf(query: string): SparkPlan {
  return { command: { sql_command: { input: { sql: { query } } } } };
}

/** A folder of its own for the tables of one run, so that earlier results are not touched. */
export function freshFolder(results: string): string {
  return `${results.replace(/\/+$/, '')}/run-${randomUUID()}`;
}
