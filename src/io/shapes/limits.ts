import { refused } from '../readers/reading.ts';

/** What a file of shapes may hold; beyond it nothing is loaded. */
export const SHAPE_LIMITS = { bytes: 400_000_000, vertices: 8_000_000 } as const;

/** Refuses a file whose estimated number of vertices or whose size is beyond the limit. */
export function checkSize(file: string, bytes: number, vertices: number): void {
  if (bytes <= SHAPE_LIMITS.bytes && vertices <= SHAPE_LIMITS.vertices) return;
  const [size, count] = [Math.round(bytes / 1e6), Math.round(vertices / 1e4) / 100];
  throw refused(
    'boundaries/limit',
    file,
    {
      en: `${size} MB with an estimated ${count} million vertices; the limits are ${SHAPE_LIMITS.bytes / 1e6} MB and ${SHAPE_LIMITS.vertices / 1e6} million`,
      zh: `${size} MB，估计 ${count} 百万个顶点；上限为 ${SHAPE_LIMITS.bytes / 1e6} MB 与 ${SHAPE_LIMITS.vertices / 1e6} 百万个`,
    },
    { en: 'loading it would exhaust memory', zh: '载入会耗尽内存' },
    {
      en: 'simplify the shapes beforehand, or cut out the study area',
      zh: '请先简化边界，或只截取研究区',
    },
  );
}

/** How often a byte occurs: of "[", an upper estimate of the vertices of a JSON file. */
export function countByte(bytes: Uint8Array, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count++;
  return count;
}
