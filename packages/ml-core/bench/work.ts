import type { Matrix, Pool } from '../src/index.js';

/** What a figure has to stay under, and where we want it. */
export interface Bars {
  readonly must: number;
  readonly aim: number;
}

/** Seeded data that both sides get: the peer as NumPy arrays X and y of the same bits. */
export interface BenchData {
  readonly X: Matrix;
  readonly y?: Uint8Array;
}

/** One line of the table: a size, a number of threads, and what the ratio ours / peer is to be. */
export interface BenchCase {
  readonly n: number;
  readonly threads: number;
  /** Bars of the ratio; without them the line is there for `growth`, and ours runs alone. */
  readonly ratio?: Bars;
  /** Bars of the bytes a row that we take beyond the input. */
  readonly bytesPerRow?: Bars;
  /** Runs with --quick too. */
  readonly quick?: boolean;
}

/** A package, and Python that defines `run(X, y)` returning the same list as ours. `threads` is set; X is float64. */
export interface PythonPeer {
  readonly module: string;
  readonly code: string;
}

/** A package that ml-core stands on itself, run as ours is. */
export interface NodePeer {
  readonly module: string;
  readonly run: Work['ours'];
}

/** Something that is timed on both sides. To add one, write a file in works/ and list it in works/index.ts. */
export interface Work {
  readonly name: string;
  readonly cases: readonly BenchCase[];
  /** Bars of the exponent by which our seconds on one thread grow, from the smallest case to the largest. */
  readonly growth?: Bars;
  readonly makeData: (n: number) => BenchData;
  /** Runs once; says how good the result is, in numbers that the peer gives in the same order. */
  readonly ours: (data: BenchData, context: { readonly pool?: Pool }) => Promise<readonly number[]>;
  readonly peer: PythonPeer | NodePeer;
  /** Whether our quality is good enough beside the peer's. */
  readonly holds: (ours: readonly number[], peer: readonly number[]) => boolean;
  /** What the quality numbers are. */
  readonly quality: string;
}

/** A measured case, as `--json` writes it. Seconds are CPU seconds on one thread and wall seconds on several. */
export interface BenchRow {
  readonly work: string;
  readonly threads: number;
  readonly n: number;
  readonly d: number;
  readonly oursSeconds: number;
  readonly peerSeconds: number | null;
  readonly ratio: number | null;
  readonly oursQuality: readonly number[];
  readonly peerQuality: readonly number[] | null;
  /** What our process took at its peak beyond what it had with the data loaded. */
  readonly peakBytes: number;
  readonly peer: string | null;
  readonly must: number | null;
  readonly aim: number | null;
  readonly qualityHolds: boolean | null;
}
