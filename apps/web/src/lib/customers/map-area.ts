/** A shape on the map of a segmentation, in the API's terms. */
export interface MapArea {
  readonly segmentationId: string;
  readonly x: number[];
  readonly y: number[];
}

/** Corners of a shape, at most; the API takes up to 100. */
const MOST_CORNERS = 60;

/** A shape as the URL has it: the segmentation, then the corners. */
export function writeArea({ segmentationId, x, y }: MapArea): string {
  const corners = x.map((value, i) => `${rounded(value)},${rounded(y[i]!)}`);
  return [segmentationId, ...corners].join(' ');
}

/** Reads what `writeArea` wrote; null for anything else. */
export function readArea(text: string | null): MapArea | null {
  const [segmentationId, ...corners] = (text ?? '').split(' ');
  const places = corners.map((corner) => corner.split(',').map(Number));
  const isPlace = (place: number[]) => place.length === 2 && place.every(Number.isFinite);
  if (!segmentationId || places.length < 3 || places.length > 100 || !places.every(isPlace)) return null;
  return { segmentationId, x: places.map(([x]) => x!), y: places.map(([, y]) => y!) };
}

/** The corners of a drawn line, evenly taken where it has too many. */
export function cornersOf<Place>(drawn: readonly Place[]): Place[] {
  if (drawn.length <= MOST_CORNERS) return [...drawn];
  return Array.from(
    { length: MOST_CORNERS },
    (_, i) => drawn[Math.floor((i * drawn.length) / MOST_CORNERS)]!,
  );
}

/** The shape of all between two places on each axis. */
export function areaBetween(
  segmentationId: string,
  [left, right]: readonly [number, number],
  [low, high]: readonly [number, number],
): MapArea {
  return { segmentationId, x: [left, right, right, left], y: [low, low, high, high] };
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
