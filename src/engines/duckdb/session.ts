import { randomUUID } from 'node:crypto';
import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName, sqlText } from '../../core/sql.ts';
import type { Session, SqlCellValue } from '../sql/session.ts';
import { asProblem } from './problems.ts';

export interface DuckOptions {
  /** Most memory, as DuckDB writes it: 2GB, 500MB; default: four fifths of the machine's. */
  memoryLimit?: string;
  /** Where rows that do not fit go; default: the system's temporary folder. */
  tempDir?: string;
  /** Most that may be laid there. */
  maxTemp?: string;
  threads?: number;
  signal?: AbortSignal;
  /** Folder of the written tables. */
  out: string;
  /** Where kept rows lie, to be found again by another session; default: in the temporary folder, until the end. */
  keptIn?: string;
}
export interface DuckSession extends Session {
  connection: DuckDBConnection;
}

// Scores hardly repeat: without a limit much time goes into dictionaries that are then thrown away.
const PARQUET = 'FORMAT parquet, COMPRESSION zstd, DICTIONARY_SIZE_LIMIT 10000';

/** DuckDB in this process, in memory; nothing is fetched from anywhere. */
export async function duckSession(options: DuckOptions): Promise<DuckSession> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const parent = options.tempDir ?? tmpdir();
  const temporary = await mkdir(parent, { recursive: true })
    .then(() => mkdtemp(join(parent, 'holling-duckdb-')))
    .catch((error) => {
      throw asProblem(error, parent);
    });
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: join(temporary, 'spill'),
      preserve_insertion_order: 'false',
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    });
    const connection = await instance.connect();
    // A folder that is named resets its limit, so that the limit comes after it.
    if (options.maxTemp !== undefined)
      await connection.run(`SET max_temp_directory_size = ${sqlText(options.maxTemp)}`);
    const stop = () => connection.interrupt();
    options.signal?.addEventListener('abort', stop);
    const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
      options.signal?.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        options.signal?.throwIfAborted();
        throw asProblem(error, temporary);
      }
    };
    const copy = async (path: string, select: string) => {
      // A file under its own name is whole.
      const fresh = `${path}.${randomUUID()}.part`;
      try {
        await attempt(() => connection.run(`COPY (${select}) TO ${sqlText(fresh)} (${PARQUET})`));
        await rename(fresh, path);
      } catch (error) {
        await rm(fresh, { force: true });
        throw error;
      }
      return `read_parquet(${sqlText(path)})`;
    };
    const { keptIn } = options;
    if (keptIn !== undefined) await mkdir(keptIn, { recursive: true });
    return {
      id: 'duckdb',
      connection,
      words: {
        lastObserved: (expression, over) => `LAST_VALUE(${expression} IGNORE NULLS) OVER (${over})`,
        firstObserved: (expression, over) => `FIRST_VALUE(${expression} IGNORE NULLS) OVER (${over})`,
        name: sqlName,
        text: sqlText,
        distinctPlaces: (expression, last) => `BIT_COUNT(BITSTRING_AGG(${expression}, 0, ${last}))`,
      },
      rows: (sql) =>
        attempt(async () => (await connection.runAndReadAll(sql)).getRowsJS() as SqlCellValue[][]),
      async keep(name, select) {
        const path = join(keptIn ?? temporary, `${name}.parquet`);
        const isThere = keptIn !== undefined && (await exists(path));
        return isThere ? `read_parquet(${sqlText(path)})` : copy(path, select);
      },
      write: (name, select) => copy(join(options.out, `${name}.parquet`), select),
      async close() {
        options.signal?.removeEventListener('abort', stop);
        connection.closeSync();
        instance.closeSync();
        await rm(temporary, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw asProblem(error, temporary);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
