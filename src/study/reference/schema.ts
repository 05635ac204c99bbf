import * as z from 'zod';
import type { ReferenceRecord } from './record.ts';

const constants = z.record(z.string(), z.number());
const ideal = z.object({ id: z.string(), best: z.number().nullable(), worst: z.number().nullable() });

/** What a manifest must hold to be frozen to. */
const record = z.object({
  periods: z.array(z.int()),
  normalise: z.unknown(),
  treat: z.unknown().optional(),
  indicators: z.array(
    z.object({
      id: z.string(),
      direction: z.enum(['benefit', 'cost']),
      adjusted: z.unknown().optional(),
      constants: constants.optional(),
      treatment: constants.optional(),
      range: constants.optional(),
      weight: z.number().min(0).optional(),
    }),
  ),
  nodes: z.array(
    z.object({
      id: z.string(),
      aggregate: z.unknown(),
      ideals: z.array(ideal).optional(),
      limits: z.array(z.number()),
      labels: z.array(z.object({ en: z.string(), zh: z.string() })).optional(),
    }),
  ),
});

/** The record of a manifest; undefined where it has none, as of older versions, or was changed by hand. */
export function readRecord(manifest: unknown): ReferenceRecord | undefined {
  const found = z.object({ reference: record }).safeParse(manifest);
  return found.success ? (found.data.reference as ReferenceRecord) : undefined;
}
