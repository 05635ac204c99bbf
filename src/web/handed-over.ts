/** An answer whose columns are copies, to be handed to the page without its thread copying them again. */
export function handedOver(output: unknown): { output: unknown; buffers: ArrayBuffer[] } {
  const buffers: ArrayBuffer[] = [];
  const copied = (value: unknown): unknown => {
    if (value instanceof Float64Array || value instanceof Uint8Array) {
      const own = value.slice();
      buffers.push(own.buffer);
      return own;
    }
    if (Array.isArray(value)) return value.map(copied);
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
      return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]));
  };
  return { output: copied(output), buffers };
}
