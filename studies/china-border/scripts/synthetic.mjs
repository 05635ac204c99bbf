// Made-up numbers of the shape that the paper describes: totals are skewed, shares are not, most things grow. Only + - * /
// and comparisons are used, so the same seed gives the same bytes everywhere.

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function uniforms(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const FLAT = [1, 1, 1];
const GROWING = [1, 1.35, 1.6];
const SOARING = [1, 2.1, 2.6];

/**
 * Each variable: its lowest and (2010) highest value; `power`, which skews it (1 = not skewed); how much of it goes with
 * the size, wealth and openness of the unit (the rest is chance); growth of what lies above the lowest value; decimals.
 */
export const VARIABLES = [
  ['X1', 3, 150, 3, [0.5, 0.3, 0], GROWING, 2],
  ['X2', 12000, 110000, 2, [0, 0.7, 0], GROWING, 0],
  ['X3', 2, 110, 3, [0.6, 0.2, 0], GROWING, 2],
  ['X4', 25, 55, 1, [0, 0.2, 0.3], [1, 1.15, 1.35], 2],
  ['X5', 0.3, 55, 4, [0.2, 0, 0.4], SOARING, 2],
  ['X6', 0.1, 2.6, 2, [0, 0.4, 0], FLAT, 2],
  ['X7', 8, 24, 1, [0.2, 0, 0], FLAT, 2],
  ['X8', 2, 160, 3, [0.5, 0.1, 0.1], GROWING, 2],
  ['X9', 60000, 2400000, 3, [0.8, 0, 0], [1, 1.08, 1.12], 0],
  ['X10', 0, 60000, 4, [0.5, 0.2, 0], GROWING, 0],
  ['X11', -0.4, 1.5, 1, [0.2, 0, 0], [1, 0.95, 0.8], 3],
  ['X12', 1.8, 5.5, 1, [0, 0, 0], FLAT, 2],
  ['X14', 25, 70, 1, [0, 0.3, 0], [1, 1.4, 1.8], 1],
  ['X15', 1, 90, 3, [0.6, 0, 0.1], [1, 1.1, 0.6], 2],
  ['X16', 5, 50, 1, [0, 0.5, 0], [1, 1.5, 1.9], 2],
  ['X17', 0.05, 12, 4, [0.3, 0.3, 0], [1, 0.7, 0.3], 3],
  ['X18', 12, 42, 1, [0, 0.3, 0], [1, 1.1, 1.2], 2],
  ['X19', 45, 96, 1, [0, 0.4, 0], [1, 1.05, 1.075], 2],
  ['X20', 2, 20, 2, [0, 0.3, 0], [1, 1.2, 1.4], 2],
  ['X21', 30, 100, 1, [0, 0.2, 0], FLAT, 2],
  ['X22', 0.02, 16, 4, [0.1, 0.1, 0.6], [1, 1.2, 1.3], 3],
  ['X23', 0, 700, 4, [0.2, 0.3, 0.3], FLAT, 2],
  ['X24', 0, 2.4, 4, [0, 0, 0.7], [1, 1.2, 0.5], 3],
  ['pension', 0.15, 0.55, 1, [0, 0.4, 0], [1, 1.2, 1.35], 4],
  ['medical', 0.35, 0.75, 1, [0, 0.3, 0], [1, 1.15, 1.2], 4],
  ['jobless', 0.05, 0.3, 1, [0, 0.4, 0], FLAT, 4],
];
/** Insured persons are drawn as shares of the urban population. */
const SHARES_OF_X9 = ['pension', 'medical', 'jobless'];

/** Rows of unit, year and a value per variable; `holes` cells are left empty, at most one of a unit's series. */
export function panel(units, years, seed, holes) {
  const draw = uniforms(seed);
  const rows = units.flatMap((unit) => {
    const traits = [draw(), draw(), draw()];
    const own = VARIABLES.map(() => draw());
    return years.map((year, t) => {
      const values = new Map();
      VARIABLES.forEach(([id, low, high, power, loads, growth, decimals], v) => {
        const chance = 0.7 * own[v] + 0.3 * draw();
        const told = loads.reduce((sum, load) => sum + load, 0);
        const level = loads.reduce((sum, load, k) => sum + load * traits[k], 0) + (1 - told) * chance;
        let share = 1;
        for (let k = 0; k < power; k++) share *= level;
        const value = low + (high - low) * share * growth[t];
        const total = SHARES_OF_X9.includes(id) ? Math.round(value * values.get('X9')) : value;
        values.set(id, Number(total.toFixed(decimals)));
      });
      return [unit, year, ...values.values()];
    });
  });
  const opened = new Set();
  while (opened.size < holes) {
    const unit = Math.floor(draw() * units.length);
    const column = Math.floor(draw() * VARIABLES.length);
    const year = Math.floor(draw() * years.length);
    if (opened.has(`${unit} ${column}`)) continue;
    opened.add(`${unit} ${column}`);
    rows[unit * years.length + year][2 + column] = '';
  }
  return rows;
}

/** Made-up human development and fragility of each neighbour; the DPRK has no human development, as in the United Nations' tables. */
export function neighbourValues(countries, years, seed) {
  const draw = uniforms(seed);
  return countries.flatMap((country) => {
    const [hdi, fsi] = [0.45 + 0.35 * draw(), 50 + 55 * draw()];
    return years.map((year, t) => [
      country,
      year,
      country === 'DPRK' ? '' : Number((hdi + 0.02 * t + 0.01 * draw()).toFixed(3)),
      Number((fsi - t + 2 * draw()).toFixed(1)),
    ]);
  });
}

/** The five conditions of the paper's note 2: how often they hold, and between which years they began. */
const CONDITIONS = [
  ['class-one-port', 0.8, 1985, 2014],
  ['pilot-zone', 0.3, 2012, 2018],
  ['national-port', 0.65, 1990, 2016],
  ['border-zone', 0.4, 1992, 2019],
  ['cross-border-zone', 0.15, 2011, 2020],
];

/** Made-up dates from which each condition holds for a unit. */
export function conditions(units, seed) {
  const draw = uniforms(seed);
  return units.flatMap((unit) =>
    CONDITIONS.flatMap(([condition, share, first, last]) => {
      const [has, year] = [draw() < share, first + Math.floor(draw() * (last - first + 1))];
      return has ? [[unit, condition, year]] : [];
    }),
  );
}
