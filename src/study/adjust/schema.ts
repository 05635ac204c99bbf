import * as z from 'zod';

/** What is done to the values of a variable before they are used, in this order. */
export const adjustments = {
  convert: z
    .strictObject({
      from: z.string().min(1).optional().describe('Unit of the data, e.g. 10000 yuan, 万元, 亩'),
      to: z.string().min(1).optional().describe('Unit that is wanted, of the same kind'),
      factor: z
        .number()
        .positive()
        .optional()
        .describe('Instead of from and to: what values are multiplied by'),
    })
    .optional()
    .describe('Another unit of measurement'),
  deflate: z
    .strictObject({
      by: z.string().min(1).describe('Indicator or context variable that is a price index'),
      base: z.int().describe('Period whose prices are kept'),
      form: z
        .enum(['previous', 'fixed'])
        .default('previous')
        .describe('previous: each period against the one before = 100 (chained); fixed: one base for all'),
      scope: z
        .enum(['unit', 'national'])
        .default('unit')
        .describe('unit: each unit has its own prices; national: one price per period, given for any unit'),
    })
    .optional()
    .describe('Money in the prices of one period'),
  denominate: z
    .strictObject({
      by: z.string().min(1).describe('Indicator or context variable to divide by'),
      per: z
        .union([z.number().positive(), z.literal('share')])
        .default(1)
        .describe('Per how many of it, e.g. 10000; share: in percent of it'),
    })
    .optional()
    .describe('Per head, per area, or as a share'),
};
