import type { PackageDefinition } from '@grpc/proto-loader';

/** A call that Spark Connect or the line to it refused, with what the server says of it. */
export interface SparkFault extends Error {
  name: 'SparkFault';
  /** Status of gRPC. */
  code: number;
  /** Spark's own class of error, e.g. TABLE_OR_VIEW_NOT_FOUND; empty where it gives none. */
  errorClass: string;
  /** Messages of the error and of what caused it, the root cause last. */
  causes: readonly string[];
}

interface Decoder {
  deserialize(bytes: Uint8Array): unknown;
}
interface Details {
  root_error_idx?: number;
  errors?: { message?: string; cause_idx?: number; spark_throwable?: { error_class?: string } }[];
}

export function isSparkFault(error: unknown): error is SparkFault {
  return error instanceof Error && error.name === 'SparkFault';
}

/** An error of a call with its details, which the server keeps until they are asked for; other errors as they are. */
export async function faultOf(
  error: unknown,
  definitions: PackageDefinition,
  details: (id: string) => Promise<unknown>,
): Promise<unknown> {
  if (!(error instanceof Error) || typeof (error as { code?: unknown }).code !== 'number') return error;
  const { code, details: said, metadata } = error as Error & Status;
  const info = errorInfo(metadata?.get('grpc-status-details-bin')[0], definitions);
  const found = info.errorId ? ((await details(info.errorId).catch(() => ({}))) as Details) : {};
  const chain = chainOf(found);
  const causes = chain.length > 0 ? chain.map(({ message }) => message ?? '') : [said];
  const errorClass =
    chain.map((one) => one.spark_throwable?.error_class ?? '').findLast((one) => one !== '') ??
    info.errorClass ??
    /^\[([A-Z_.]+)\]/.exec(said)?.[1] ??
    '';
  return Object.assign(new Error(said), { name: 'SparkFault' as const, code, errorClass, causes });
}

interface Status {
  code: number;
  details: string;
  metadata?: { get(key: string): (string | Uint8Array)[] };
}

function errorInfo(
  bytes: string | Uint8Array | undefined,
  definitions: PackageDefinition,
): Record<string, string> {
  if (bytes === undefined || typeof bytes === 'string') return {};
  const read = (name: string, from: Uint8Array) =>
    (definitions[`google.rpc.${name}`] as unknown as Decoder).deserialize(from);
  const { details = [] } = read('Status', bytes) as { details?: { type_url: string; value: Uint8Array }[] };
  const own = details.find(({ type_url }) => type_url.endsWith('google.rpc.ErrorInfo'));
  return own ? ((read('ErrorInfo', own.value) as { metadata?: Record<string, string> }).metadata ?? {}) : {};
}

function chainOf({ errors = [], root_error_idx }: Details) {
  const chain: NonNullable<Details['errors']> = [];
  for (let at = root_error_idx; at !== undefined && errors[at] && chain.length < errors.length; ) {
    chain.push(errors[at]!);
    at = errors[at]!.cause_idx;
  }
  return chain;
}
