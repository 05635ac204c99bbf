// Made-up polygons that fill a rectangle without gaps: a grid whose corners are moved and whose sides wander.

const [WEST, NORTH, CELL] = [104, 34, 0.35];
/** Points of a side of a polygon, its two corners included. */
const POINTS = 9;

/** GeoJSON of as many polygons, named u1, u2, ...; the same for the same count. */
export function syntheticShapes(units) {
  const columns = Math.ceil(Math.sqrt(units * 1.4));
  const rows = Math.ceil(units / columns);
  const next = generator();
  const corners = grid(rows + 1, columns + 1, (r, c) => [
    WEST + CELL * (c + 0.5 * (next() - 0.5)),
    NORTH - CELL * (r + 0.5 * (next() - 0.5)),
  ]);
  const across = grid(rows + 1, columns, (r, c) => side(corners[r][c], corners[r][c + 1], next));
  const down = grid(rows, columns + 1, (r, c) => side(corners[r][c], corners[r + 1][c], next));
  const features = Array.from({ length: units }, (_, u) => {
    const [r, c] = [Math.floor(u / columns), u % columns];
    const ring = [
      ...down[r][c],
      ...across[r + 1][c].slice(1),
      ...down[r][c + 1].toReversed().slice(1),
      ...across[r][c].toReversed().slice(1),
    ];
    return {
      type: 'Feature',
      properties: { id: `u${u + 1}`, name: `Unit ${u + 1}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return { type: 'FeatureCollection', features };
}

function grid(rows, columns, make) {
  return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => make(r, c)));
}

function side(from, to, next) {
  return Array.from({ length: POINTS }, (_, i) => {
    const share = i / (POINTS - 1);
    const reach = i === 0 || i === POINTS - 1 ? 0 : 0.08 * CELL;
    return [0, 1].map((d) =>
      Number((from[d] + share * (to[d] - from[d]) + reach * (next() - 0.5)).toFixed(5)),
    );
  });
}

/** Multiplicative congruential numbers: the same shapes on every run. */
function generator() {
  let state = 20_261_125;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
