import { randomUUID } from 'node:crypto';
import type { Client, ClientReadableStream, Metadata, ServiceError } from '@grpc/grpc-js';
import type { Endpoint } from './endpoint.ts';
import { faultOf } from './fault.ts';
import { protocol } from './protocol.ts';
import { ABSENT, AWAY, type Patience, pause, waitOf } from './retry.ts';

export type SparkPlan =
  | { root: { sql: { query: string } } }
  | { command: { sql_command: { input: { sql: { query: string } } } } }
  | {
      command: {
        create_dataframe_view: {
          input: { local_relation: { data: Uint8Array } };
          name: string;
          replace: boolean;
        };
      };
    };
interface Response {
  response_id?: string;
  arrow_batch?: { data: Uint8Array };
  result_complete?: object;
}
type Responses = ClientReadableStream<Response>;
type Unary = 'Config' | 'Interrupt' | 'ReleaseExecute' | 'ReleaseSession' | 'FetchErrorDetails';

/** A session on a Spark Connect server. */
export interface SparkClient {
  /** Session settings; the first call, which tells whether there is a server. */
  configure(settings: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<void>;
  /** Runs a plan to its end and gives the Arrow batches of its answer. */
  execute(plan: SparkPlan, signal?: AbortSignal): Promise<Uint8Array[]>;
  /** Stops everything that the session is doing there. */
  interrupt(): Promise<void>;
  close(): Promise<void>;
}

/** Answers are released on the server so that it need not keep what was read. */
const RELEASE_EVERY = 16;
const UNARY_SECONDS = 60;

export async function sparkClient(endpoint: Endpoint, software: string): Promise<SparkClient> {
  const [grpc, { fromJSON }] = await Promise.all([import('@grpc/grpc-js'), import('@grpc/proto-loader')]);
  const definitions = fromJSON(protocol as never, { keepCase: true, longs: Number, enums: String });
  const service = definitions['spark.connect.SparkConnectService'] as never;
  const Service = grpc.makeClientConstructor(service, 'SparkConnectService');
  const credentials = endpoint.tls ? grpc.credentials.createSsl() : grpc.credentials.createInsecure();
  const client = new Service(`${endpoint.host}:${endpoint.port}`, credentials, {
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    // A line that fell silent during a long pass is noticed.
    'grpc.keepalive_time_ms': 60_000,
    'grpc.keepalive_timeout_ms': 20_000,
    'grpc.initial_reconnect_backoff_ms': 200,
    'grpc.max_reconnect_backoff_ms': 5000,
  }) as Client & Record<string, (...given: unknown[]) => unknown>;
  const session = {
    session_id: randomUUID(),
    user_context: { user_id: endpoint.user ?? 'holling', user_name: endpoint.user ?? 'holling' },
    client_type: software,
  };
  let met = false;

  const metadata = (): Metadata => {
    const made = new grpc.Metadata();
    if (endpoint.token !== undefined) made.set('authorization', `Bearer ${endpoint.token}`);
    for (const [key, value] of endpoint.headers) made.set(key, value);
    return made;
  };
  const once = (method: Unary, request: object, seconds = UNARY_SECONDS) =>
    new Promise<unknown>((resolve, reject) => {
      const deadline = Date.now() + 1000 * seconds;
      client[method]!(
        { ...session, ...request },
        metadata(),
        { deadline },
        (error: unknown, found: unknown) => (error ? reject(error) : resolve(found)),
      );
    });
  const details = (id: string) => once('FetchErrorDetails', { error_id: id }, 10);
  const isTransient = (error: unknown) => {
    const { code, details: said } = error as ServiceError;
    return (
      (code === grpc.status.UNAVAILABLE && !/UNIMPLEMENTED|HTTP status/.test(said)) ||
      (code === grpc.status.INTERNAL && /INVALID_CURSOR\.DISCONNECTED|RST_STREAM/.test(said))
    );
  };
  /** Waits before another attempt, or gives up. */
  const again = async (error: unknown, attempt: number, patience: Patience, signal?: AbortSignal) => {
    signal?.throwIfAborted();
    if (!isTransient(error) || attempt + 1 >= patience.attempts)
      throw await faultOf(error, definitions, details);
    await pause(waitOf(patience, attempt), signal);
  };
  const unary = async (method: Unary, request: object, signal?: AbortSignal): Promise<unknown> => {
    for (let attempt = 0; ; attempt++) {
      signal?.throwIfAborted();
      try {
        const found = await once(method, request);
        met = true;
        return found;
      } catch (error) {
        await again(error, attempt, met ? AWAY : ABSENT, signal);
      }
    }
  };

  const execute = async (plan: SparkPlan, signal?: AbortSignal): Promise<Uint8Array[]> => {
    const own = { ...session, operation_id: randomUUID() };
    const start = (): Responses =>
      client.ExecutePlan!(
        { ...own, plan, request_options: [{ reattach_options: { reattachable: true } }] },
        metadata(),
      ) as Responses;
    const resume = (last: string | undefined): Responses =>
      client.ReattachExecute!(
        { ...own, ...(last === undefined ? {} : { last_response_id: last }) },
        metadata(),
      ) as Responses;
    const release = (what: object) =>
      once('ReleaseExecute', { operation_id: own.operation_id, ...what }).catch(() => {
        // The server lets go by itself after a while; what was read stays read.
      });
    const batches: Uint8Array[] = [];
    let last: string | undefined;
    let stream = start();
    let read = 0;
    for (let attempt = 0; ; ) {
      const current = stream;
      const stop = () => current.cancel();
      signal?.addEventListener('abort', stop, { once: true });
      try {
        signal?.throwIfAborted();
        let isComplete = false;
        for await (const response of current as AsyncIterable<Response>) {
          attempt = 0;
          last = response.response_id ?? last;
          if (response.arrow_batch) batches.push(response.arrow_batch.data);
          if (response.result_complete) isComplete = true;
          if (++read % RELEASE_EVERY === 0) void release({ release_until: { response_id: last } });
        }
        if (isComplete) break;
        // A server closes long streams on purpose and waits to be asked for the rest.
        stream = resume(last);
      } catch (error) {
        if (last === undefined && /INVALID_HANDLE\.OPERATION_NOT_FOUND/.test(messageOf(error))) {
          // The request itself was lost on the way.
          stream = start();
          attempt++;
          continue;
        }
        await again(error, attempt++, AWAY, signal);
        stream = resume(last);
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    }
    void release({ release_all: {} });
    return batches;
  };

  return {
    async configure(settings, signal) {
      const pairs = Object.entries(settings).map(([key, value]) => ({ key, value }));
      await unary('Config', { operation: { set: { pairs } } }, signal);
    },
    execute,
    interrupt: async () => void (await once('Interrupt', { interrupt_type: 'INTERRUPT_TYPE_ALL' }, 10)),
    async close() {
      // The run is over; a server that is gone has nothing to release.
      if (met) await once('ReleaseSession', {}, 10).catch(() => {});
      client.close();
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
