import { type Server, type ServerWritableStream, status } from '@grpc/grpc-js';
import * as arrow from 'apache-arrow';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOf, textBatch } from '../src/engines/spark/arrow.ts';
import { sparkClient } from '../src/engines/spark/client.ts';
import { readEndpoint, shownEndpoint } from '../src/engines/spark/endpoint.ts';
import { storedOn } from '../src/engines/spark/places.ts';
import { asProblem } from '../src/engines/spark/problems.ts';
import { protocol } from '../src/engines/spark/protocol.ts';
import { waitOf } from '../src/engines/spark/retry.ts';
import { sparkWords } from '../src/engines/spark/session.ts';
import { problemsOf } from './support/cli.ts';
import { sound } from './support/folder.ts';

describe('the address of a server', () => {
  it('is read with its keys', () => {
    expect(readEndpoint('sc://spark.example')).toEqual({
      host: 'spark.example',
      port: 15002,
      tls: false,
      headers: [],
    });
    expect(readEndpoint('sc://[::1]:99/;use_ssl=true;user_id=a%20b;X-Own=c=d')).toEqual({
      host: '[::1]',
      port: 99,
      tls: true,
      user: 'a b',
      headers: [['x-own', 'c=d']],
    });
  });

  it('asks for TLS with a token, except on this machine', () => {
    expect(readEndpoint('sc://spark.example', 'word')).toMatchObject({ tls: true, token: 'word' });
    expect(readEndpoint('sc://localhost/;token=own', 'word')).toMatchObject({ tls: false, token: 'own' });
    expect(readEndpoint('sc://spark.example', '')).toMatchObject({ tls: false });
    expect(() => readEndpoint('sc://spark.example/;use_ssl=false', 'word')).toThrow(/use_ssl/);
  });

  it.each([
    'spark.example:15002',
    'http://spark.example',
    'sc://',
    'sc://a:123456',
    'sc://a:70000',
    'sc://a/;token',
    'sc://a/;use_ssl=yes',
    'sc://a/;x=1;x=2',
    'sc://a/;x=%',
    'sc://a/;token=secret;use_ssl=maybe',
  ])('%s is refused, without its values', (text) => {
    expect(() => readEndpoint(text)).toThrow('--endpoint');
    try {
      readEndpoint(text);
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('secret');
    }
  });

  it('is shown without token', () => {
    expect(shownEndpoint(readEndpoint('sc://spark.example:7/;token=secret'))).toBe('sc://spark.example:7');
  });
});

describe('options', () => {
  it('of other engines are refused, and the address is asked for', async () => {
    const folder = sound();
    const codes = async (...words: string[]) =>
      (await problemsOf(['run', folder, ...words], 2)).map(({ code, where }) => `${code} ${where}`);
    expect(await codes('--engine', 'spark')).toEqual(['usage/no-endpoint --endpoint']);
    expect(await codes('--engine', 'spark', '--temp-dir', 'x', '--workers', '2')).toEqual([
      'usage/engine-option --workers',
      'usage/engine-option --temp-dir',
    ]);
    expect(await codes('--engine', 'duckdb', '--endpoint', 'sc://a', '--results-path', 'x')).toEqual([
      'usage/engine-option --endpoint',
      'usage/engine-option --results-path',
    ]);
    expect(await codes('--engine', 'spark', '--endpoint', 'sc://a', '--data-path', 'x')).toEqual([
      'usage/data-path --data-path',
    ]);
  });
});

describe('names and text for Spark', () => {
  it('are written whatever they contain', () => {
    expect(sparkWords.name('a `b`.c')).toBe('`a ``b``.c`');
    expect(sparkWords.text("it's \\ so")).toBe("'it\\'s \\\\ so'");
  });

  it('say where data lie', () => {
    expect(storedOn('s3://bucket/grid', undefined)?.relation).toBe('parquet.`s3://bucket/grid`');
    expect(storedOn('/data/grid.parquet', 'hdfs:///x')?.relation).toBe('parquet.`/data/grid.parquet`');
    expect(storedOn('data/grid', 's3://bucket/study/')?.relation).toBe(
      'parquet.`s3://bucket/study/data/grid`',
    );
    expect(storedOn('table:a.b', undefined)?.relation).toBe('`a`.`b`');
    for (const file of ['data/panel.csv', '/data/panel.xlsx', 'data/grid.parquet'])
      expect(storedOn(file, undefined)).toBeUndefined();
  });
});

describe('waiting', () => {
  it('grows and has a limit', () => {
    fc.assert(
      fc.property(fc.nat(40), (attempt) => {
        const wait = waitOf({ attempts: 9, first: 50, most: 15_000 }, attempt);
        expect(wait).toBe(Math.min(15_000, 50 * 4 ** attempt));
      }),
    );
  });
});

describe('answers', () => {
  it('become rows: counts are numbers, absent values null', async () => {
    const table = new arrow.Table({
      n: arrow.vectorFromArray([3n, null], new arrow.Int64()),
      x: arrow.vectorFromArray([1.5, null], new arrow.Float64()),
      s: arrow.vectorFromArray(['a', null], new arrow.Utf8()),
    });
    expect(await rowsOf([arrow.tableToIPC(table), textBatch(arrow, 'u', ['ü'])])).toEqual([
      [3, 1.5, 'a'],
      [null, null, null],
      ['ü'],
    ]);
  });

  it('that are no exact number here are refused', async () => {
    const table = new arrow.Table({ n: arrow.vectorFromArray([2n ** 60n], new arrow.Int64()) });
    await expect(rowsOf([arrow.tableToIPC(table)])).rejects.toThrow('2^53');
  });
});

type Stream = ServerWritableStream<Record<string, unknown>, unknown>;
/** What a server of the test does with each call in turn; the lines of `log` are the calls that came. */
interface Script {
  execute: ((stream: Stream) => void)[];
  reattach: ((stream: Stream) => void)[];
}

/** A server that speaks the protocol and does what the script says, so that lines can break where we want them to. */
async function withServer(script: Script, work: (port: number, log: string[]) => Promise<void>) {
  const grpc = await import('@grpc/grpc-js');
  const { fromJSON } = await import('@grpc/proto-loader');
  const options = { keepCase: true, longs: Number, enums: String };
  const definitions = fromJSON(protocol as never, options);
  const log: string[] = [];
  const next = (kind: 'execute' | 'reattach') => (stream: Stream) => {
    log.push(kind === 'reattach' ? `reattach after ${stream.request.last_response_id ?? 'nothing'}` : kind);
    const act = script[kind].shift();
    if (act) act(stream);
    else stream.emit('error', { code: status.FAILED_PRECONDITION, details: 'the script is at its end' });
  };
  const done = (name: string) => (_: unknown, answer: (error: null, value: object) => void) => {
    log.push(name);
    answer(null, {});
  };
  const server: Server = new grpc.Server();
  server.addService(definitions['spark.connect.SparkConnectService'] as never, {
    ExecutePlan: next('execute'),
    ReattachExecute: next('reattach'),
    ReleaseExecute: done('release'),
    ReleaseSession: done('close'),
    Config: done('configure'),
    Interrupt: done('interrupt'),
    FetchErrorDetails: done('details'),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, found) =>
      error ? reject(error) : resolve(found),
    ),
  );
  try {
    await work(port, log);
  } finally {
    server.forceShutdown();
  }
}

const part = (id: string, byte: number) => ({
  response_id: id,
  arrow_batch: { row_count: 1, data: Uint8Array.of(byte) },
});
const end = (id: string) => ({ response_id: id, result_complete: {} });
const fail = (stream: Stream, code: status, details = 'broken') => stream.emit('error', { code, details });
const QUERY = { root: { sql: { query: 'SELECT 1' } } };

async function answered(script: Script): Promise<{ bytes: number[]; log: string[] }> {
  let found: { bytes: number[]; log: string[] } | undefined;
  await withServer(script, async (port, log) => {
    const client = await sparkClient(readEndpoint(`sc://127.0.0.1:${port}`), 'test');
    try {
      await client.configure({});
      const batches = await client.execute(QUERY);
      found = { bytes: batches.flatMap((batch) => [...batch]), log };
    } finally {
      await client.close();
    }
  });
  return found!;
}

describe('a query', () => {
  it('is taken up where its stream broke, and read to its end once', async () => {
    const { bytes, log } = await answered({
      execute: [
        (stream) => {
          stream.write(part('r1', 1));
          stream.write(part('r2', 2));
          setTimeout(() => fail(stream, status.UNAVAILABLE), 20);
        },
      ],
      reattach: [
        (stream) => fail(stream, status.UNAVAILABLE),
        (stream) => {
          stream.write(part('r3', 3));
          // The server ends a stream on purpose, without saying that the answer is complete.
          stream.end();
        },
        (stream) => {
          stream.write(end('r4'));
          stream.end();
        },
      ],
    });
    expect(bytes).toEqual([1, 2, 3]);
    expect(log.filter((one) => one !== 'close').slice(0, 6)).toEqual([
      'configure',
      'execute',
      'reattach after r2',
      'reattach after r2',
      'reattach after r3',
      'release',
    ]);
  });

  it('that never arrived is sent again', async () => {
    const { bytes, log } = await answered({
      execute: [
        (stream) => fail(stream, status.UNAVAILABLE),
        (stream) => {
          stream.write(part('r1', 7));
          stream.write(end('r2'));
          stream.end();
        },
      ],
      reattach: [
        (stream) => fail(stream, status.INTERNAL, '[INVALID_HANDLE.OPERATION_NOT_FOUND] no such operation'),
      ],
    });
    expect(bytes).toEqual([7]);
    expect(log.slice(0, 4)).toEqual(['configure', 'execute', 'reattach after nothing', 'execute']);
  });

  it('that is refused is not tried again, and its token is in no problem', async () => {
    const script: Script = {
      execute: [(stream) => fail(stream, status.INTERNAL, '[SOME_CLASS] hush is not allowed')],
      reattach: [],
    };
    const refused = await answered(script).then(
      () => undefined,
      (error) => error,
    );
    expect(refused).toMatchObject({ name: 'SparkFault', errorClass: 'SOME_CLASS' });
    const endpoint = readEndpoint('sc://127.0.0.1/;token=hush');
    expect(asProblem(refused, endpoint)).toMatchObject({
      problems: [{ code: 'engine/refused', saw: { en: '[SOME_CLASS] ... is not allowed' } }],
      fault: 'machine',
    });
  });

  it('is left when the run is interrupted, though the server says nothing', async () => {
    await withServer({ execute: [() => {}], reattach: [] }, async (port, log) => {
      const client = await sparkClient(readEndpoint(`sc://127.0.0.1:${port}`), 'test');
      const stop = new AbortController();
      const waiting = client.execute(QUERY, stop.signal);
      setTimeout(() => stop.abort(), 50);
      await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
      await client.interrupt();
      await client.close();
      expect(log).toContain('interrupt');
    });
  });
});
