/**
 * Mean consistency index of random comparison matrices by size (index = n, n = 0..15).
 * Sources: Saaty 1980; Saaty 2005; Donegan & Dodd 1991; Alonso & Lamata 2006.
 */
export const RANDOM_INDEX = {
  'saaty-1980': [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59],
  'saaty-2005': [0, 0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59],
  'donegan-dodd-1991': [
    0, 0, 0, 0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822,
    1.4969,
  ],
  'alonso-lamata-2006': [
    0, 0, 0, 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854, 1.514, 1.5365, 1.5551, 1.5713,
    1.5838,
  ],
} as const;
export type RandomIndex = keyof typeof RANDOM_INDEX;
export const LARGEST_MATRIX = 15;
