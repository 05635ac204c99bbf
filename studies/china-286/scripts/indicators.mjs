/**
 * The 25 indicators of Table 1 as they are made up here: the value of a middling city in 2004, the spread between cities and
 * how far it follows their size, yearly growth, how much it moves from year to year (0.06 unless given), and for shares the
 * range. None of it was measured.
 */
export const INDICATORS = [
  // Of the total employment, as a share.
  { id: 'X1', middle: 0.43, share: [0.2, 0.85], spread: 0.5, size: 0.4, growth: 0.01 },
  { id: 'X2', middle: 36, share: [15, 80], spread: 0.5, size: 0.4, growth: 0.03 },
  { id: 'X3', middle: 42, spread: 0.7, size: 0.8, growth: 0.03 },
  { id: 'X4', middle: 60, spread: 0.8, size: 0.8, growth: 0.04 },
  { id: 'X5', middle: 1500000, spread: 0.7, size: 0.7, growth: 0.16 },
  { id: 'X6', middle: 11000, spread: 0.5, size: 0.5, growth: 0.11 },
  { id: 'X7', middle: 350000, spread: 0.6, size: 0.7, growth: 0.15 },
  { id: 'X8', middle: 25, spread: 1.3, size: 0.9, growth: -0.01, isCount: true },
  { id: 'X9', middle: 6000, spread: 1.4, size: 0.9, growth: 0.08 },
  { id: 'X10', middle: 70000, spread: 0.6, size: 0.7, growth: 0.15 },
  { id: 'X11', middle: 3, spread: 0.9, size: 0.8, growth: 0.03, isCount: true },
  { id: 'X12', middle: 12, spread: 0.7, size: 0.8, growth: 0.18 },
  { id: 'X13', middle: 90, spread: 0.6, size: 0.8, growth: 0.1 },
  { id: 'X14', middle: 78, share: [20, 100], spread: 0.8, size: 0.1, growth: 0.04 },
  { id: 'X15', middle: 45, share: [5, 100], spread: 0.8, size: 0.2, growth: 0.15 },
  { id: 'X16', middle: 62, share: [5, 100], spread: 1, size: 0.2, growth: 0.16 },
  { id: 'X17', middle: 34, share: [5, 70], spread: 0.5, size: 0.2, growth: 0.03 },
  { id: 'X18', middle: 370, spread: 0.6, size: 0.6, growth: 0.006, wobble: 0.005 },
  { id: 'X19', middle: 5.5, additive: 3, size: 0.1, growth: 0 },
  { id: 'X20', middle: 12000, spread: 0.8, size: 0, growth: 0, wobble: 0 },
  // Registered population over land area.
  { id: 'X21' },
  { id: 'X22', middle: 3500, spread: 1.1, size: 0.9, growth: 0.2 },
  { id: 'X23', middle: 0.5, spread: 1, size: 0.9, growth: 0.03 },
  { id: 'X24', middle: 60, spread: 1.5, size: 1, growth: 0.1, isCount: true },
  { id: 'X25', middle: 90, spread: 1.3, size: 0.9, growth: 0.2, isCount: true },
];
