import * as z from 'zod';

const provenance = { licence: z.string().optional(), cite: z.string().optional() };

/** A list of places, such as provincial capitals or the border ports of a neighbouring country. */
export const placeList = z.strictObject({
  file: z.string().describe('CSV with one row per place'),
  key: z.string().describe('Column that names a place'),
  lon: z.string().default('lon').describe('Column of the longitude, degrees east'),
  lat: z.string().default('lat').describe('Column of the latitude, degrees north'),
  match: z
    .string()
    .optional()
    .describe('Column of the places and of the unit file: only places that agree with the unit count'),
  from: z.string().optional().describe('Column of the first period in which a place counts; empty = always'),
  to: z.string().optional().describe('Column of the last period in which a place counts; empty = still'),
  ...provenance,
});

/** Which countries a unit borders on. */
export const neighbourTable = z.strictObject({
  file: z.string().describe('CSV with a row per pair'),
  unit: z.string().optional().describe('Column of the unit; default: the key of the unit file, or "unit"'),
  neighbour: z.string().default('neighbour').describe('Column of the neighbour'),
  ...provenance,
});

/** The ways to construct a variable; at most one of them stands on an indicator or context variable. */
export const constructions = {
  distance: z
    .strictObject({
      to: z
        .union([z.string(), z.array(z.string()).min(1)])
        .describe('A unit, a list of units.places, or several of them; the nearest counts'),
      along: z
        .enum(['geodesic', 'great-circle'])
        .default('geodesic')
        .describe('geodesic: of the WGS84 ellipsoid; great-circle: of a sphere, as many papers have it'),
    })
    .optional()
    .describe('Kilometres from the unit'),
  neighbours: z
    .strictObject({
      file: z.string().describe('CSV with a row per country and period'),
      key: z.string().describe('Column of the country, as units.neighbours names it'),
      period: z.string().optional().describe('Column of the period; default: "period" or "year"'),
      value: z.string().describe('Column of the value'),
      combine: z
        .enum(['mean', 'min', 'max', 'sum'])
        .default('mean')
        .describe('How the values of several neighbours become one'),
      missing: z.array(z.string()).default([]).describe('Markers of missing values besides the empty cell'),
      ...provenance,
    })
    .optional()
    .describe('Values of the neighbouring countries, through units.neighbours'),
  conditions: z
    .strictObject({
      file: z.string().describe('CSV with a row per unit and condition'),
      unit: z
        .string()
        .optional()
        .describe('Column of the unit; default: the key of the unit file, or "unit"'),
      condition: z.string().default('condition').describe('Column that names the condition'),
      from: z.string().describe('Column of the first period in which it holds'),
      to: z.string().optional().describe('Column of the last period in which it holds; empty = still'),
      points: z.string().optional().describe('Column of its points; default: one each'),
      ...provenance,
    })
    .optional()
    .describe('Policy score: points for the distinct conditions that hold in the period'),
};
