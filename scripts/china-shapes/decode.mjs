/** Shapes of ECharts 4 as GeoJSON: zigzag-coded differences of whole 1024ths of a degree, one string per ring. */
export function decode({ features }) {
  return features.map(({ id, properties, geometry }) => ({
    id,
    name: properties.name,
    centre: properties.cp,
    rings: ringsOf(geometry),
  }));
}

function ringsOf({ type, coordinates, encodeOffsets }) {
  if (type === 'Polygon') return coordinates.map((text, i) => ring(text, encodeOffsets?.[i]));
  return coordinates.flatMap((part, p) => part.map((text, i) => ring(text, encodeOffsets?.[p]?.[i])));
}

/** A ring as it is packed; a few stand as plain points. */
function ring(text, offset) {
  if (typeof text !== 'string') return text;
  const [x0, y0] = offset;
  const points = [];
  let x = x0;
  let y = y0;
  for (let i = 0; i + 1 < text.length; i += 2) {
    x += unzigzag(text.charCodeAt(i) - 64);
    y += unzigzag(text.charCodeAt(i + 1) - 64);
    points.push([x / 1024, y / 1024]);
  }
  return points;
}

function unzigzag(value) {
  return (value >> 1) ^ -(value & 1);
}
