const KINDS = { Float64Array, Int16Array, Int32Array, Uint8Array, Uint32Array } as const;
export type Typed = InstanceType<(typeof KINDS)[keyof typeof KINDS]>;

/** The key that stands for an array that is kept elsewhere. */
const KEY = 'detached array';

/**
 * Plain data without its typed arrays, which go into `arrays`: so that large ones are written piece by piece instead of
 * being copied whole.
 */
export function detached(value: unknown, arrays: Typed[]): unknown {
  if (ArrayBuffer.isView(value)) {
    arrays.push(value as Typed);
    return { [KEY]: value.constructor.name, length: (value as Typed).length };
  }
  if (Array.isArray(value)) return value.map((one) => detached(one, arrays));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, detached(one, arrays)]));
}

/** The data again, with the arrays from these bytes in the same order. */
export function restored(frame: unknown, bytes: Uint8Array): unknown {
  let at = 0;
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const kind = KINDS[(value as Record<string, keyof typeof KINDS>)[KEY]!];
    if (!kind) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one)]));
    const made = new kind((value as { length: number }).length);
    new Uint8Array(made.buffer).set(bytes.subarray(at, at + made.byteLength));
    at += made.byteLength;
    return made;
  };
  return visit(frame);
}
