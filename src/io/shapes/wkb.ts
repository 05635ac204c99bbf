import type { Geometry, Position } from 'geojson';

/** Decodes well-known binary, ISO or extended; heights and measures are left out. */
export function decodeWkb(bytes: Uint8Array): Geometry {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const geometry = (): Geometry => {
    const little = view.getUint8(at++) === 1;
    const integer = () => {
      at += 4;
      return view.getUint32(at - 4, little);
    };
    const code = integer();
    if (code & 0x20000000) integer();
    const thousands = Math.floor((code & 0xffff) / 1000);
    const extended = (code & 0x80000000 ? 1 : 0) + (code & 0x40000000 ? 1 : 0);
    const extra = Math.max(extended, thousands === 3 ? 2 : thousands > 0 ? 1 : 0);
    const point = (): Position => {
      const place = [view.getFloat64(at, little), view.getFloat64(at + 8, little)];
      at += 16 + 8 * extra;
      return place;
    };
    const many = <T>(one: () => T): T[] => {
      const count = integer();
      // Every part takes four bytes at least; a count beyond that is damage.
      if (count > (bytes.length - at) / 4) throw new Error(`well-known binary: ${count} parts`);
      return Array.from({ length: count }, one);
    };
    const ring = () => many(point);
    const part = <T>() => (geometry() as unknown as { coordinates: T }).coordinates;
    switch ((code & 0xffff) % 1000) {
      case 1:
        return { type: 'Point', coordinates: point() };
      case 2:
        return { type: 'LineString', coordinates: ring() };
      case 3:
        return { type: 'Polygon', coordinates: many(ring) };
      case 4:
        return { type: 'MultiPoint', coordinates: many(() => part<Position>()) };
      case 5:
        return { type: 'MultiLineString', coordinates: many(() => part<Position[]>()) };
      case 6:
        return { type: 'MultiPolygon', coordinates: many(() => part<Position[][]>()) };
      case 7:
        return { type: 'GeometryCollection', geometries: many(geometry) };
      default:
        throw new Error(`well-known binary: geometry type ${code}`);
    }
  };
  return geometry();
}
