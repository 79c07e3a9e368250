import type { Arena } from '../kernels/arena.js';
import { binsKernel } from '../kernels/generated/bins.js';
import { loadKernel } from '../kernels/kernel.js';
import type { FeatureBins } from './bins.js';

/** Values go through kernel memory in pieces of about this size, so that X is never there as a whole. */
const PIECE_BYTES = 1 << 20;
const TABLE_LENGTH = 256;
const MOST_BLOCK = 64;

/** The regions that `binMatrix` needs in an arena, beside `bins`: u8[rows][columns]. */
export interface BinRegions {
  readonly pieces: number;
  readonly tables: number;
}

/** Bytes of those regions, to be laid out together with what the bins are for. */
export function measureBinRegions(columns: number): BinRegions {
  return { pieces: rowsOfPiece(columns) * columns * 8, tables: columns * TABLE_LENGTH * 8 };
}

/** Whole blocks, whichever layout asks for them. */
function rowsOfPiece(columns: number): number {
  return MOST_BLOCK * Math.max(1, Math.floor(PIECE_BYTES / (8 * MOST_BLOCK * columns)));
}

/** How bytes lie in region `bins`. */
export interface BinLayout {
  /** Blocks of this many rows, each of them column after column; 1, row after row. A power of 2 up to 64, or all rows. */
  readonly block?: number;
  /** Columns in the region, where these are not all; X's. */
  readonly width?: number;
  /** Which of them is the first of X's; 0. */
  readonly place?: number;
  /** Byte of a missing value; 0. */
  readonly missing?: number;
}

/** Writes the bin bytes of `rows` rows, starting at row `first` of X's data, to region `bins`. Already validated. */
export function binMatrix(
  arena: Arena<'pieces' | 'tables' | 'bins'>,
  bins: FeatureBins,
  data: Float64Array,
  columns: number,
  first: number,
  rows: number,
  { block = 1, width = columns, place = 0, missing = 0 }: BinLayout = {},
): void {
  const { memory, offsets } = arena;
  const tables = new Float64Array(memory.buffer, offsets.tables, columns * TABLE_LENGTH).fill(Infinity);
  for (let j = 0; j < columns; j++) {
    const points = bins.splitPoints.subarray(bins.splitOffsets[j]!, bins.splitOffsets[j + 1]!);
    tables.set(points, j * TABLE_LENGTH);
  }
  const { binRows } = loadKernel(binsKernel, memory);
  const step = rowsOfPiece(columns);
  const pieces = new Float64Array(memory.buffer, offsets.pieces, step * columns);
  for (let done = 0; done < rows; done += step) {
    const count = Math.min(step, rows - done);
    const from = (first + done) * columns;
    pieces.set(data.subarray(from, from + count * columns));
    // A piece holds whole blocks, or lies within the only one.
    const to = offsets.bins + place * block + (done % block === 0 ? done * width : done);
    binRows(offsets.pieces, count, columns, offsets.tables, to, block, width, missing);
  }
}
