import { MAP_STEPS, type MapAxis, type MapColumns } from '@holdfast/schema';
import type { MapPoint } from './draw-points.js';

/** Points as columns, which `readMapColumns` reads. */
export function encodeMap(points: readonly MapPoint[]): MapColumns {
  return {
    externalIds: points.map(({ externalId }) => externalId),
    x: encodeAxis(points.map(({ x }) => x)),
    y: encodeAxis(points.map(({ y }) => y)),
    segmentIndex: Buffer.from(points.map(({ index }) => index)).toString('base64'),
  };
}

function encodeAxis(values: readonly number[]): MapAxis {
  const [from, to] = values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [values[0] ?? 0, values[0] ?? 0],
  );
  const width = to - from || 1;
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach(
    (value, i) => void bytes.writeUInt16LE(Math.round(((value - from) / width) * MAP_STEPS), 2 * i),
  );
  return { from, to, values: bytes.toString('base64') };
}
