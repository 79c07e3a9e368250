/** Numbers as parts of 65,535 from the smallest to the largest: off by half such a part at most, 0.0008 % of the range. */
export interface MapAxis {
  readonly from: number;
  readonly to: number;
  /** Little-endian unsigned integers of two bytes, as Base64. */
  readonly values: string;
}

/** What `GET /segmentations/{id}/map` answers: customers in random order, so that any first of them are a sample. */
export interface MapColumns {
  readonly externalIds: readonly string[];
  readonly x: MapAxis;
  readonly y: MapAxis;
  /** A byte a customer, as Base64. */
  readonly segmentIndex: string;
}

/** Customers on two components, as the lists of `Projection`. */
export interface MapPoints {
  readonly externalIds: readonly string[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly segmentIndex: readonly number[];
}

/** The largest integer of two bytes. */
export const MAP_STEPS = 65_535;

/** Reads the columns of a map. */
export function readMapColumns({ externalIds, x, y, segmentIndex }: MapColumns): MapPoints {
  return { externalIds, x: numbersOf(x), y: numbersOf(y), segmentIndex: [...bytesOf(segmentIndex)] };
}

function numbersOf({ from, to, values }: MapAxis): number[] {
  const view = new DataView(bytesOf(values).buffer);
  const step = (to - from) / MAP_STEPS;
  return Array.from({ length: view.byteLength / 2 }, (_, i) => from + step * view.getUint16(2 * i, true));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
