/** Points in pixels of the whole map, and the segment of each as 0..9. Lists are parallel. */
export interface Cloud {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly segment: Uint8Array;
}

/** One picture of a cloud. */
export interface Scene {
  /** Of the window, in pixels of the page, and how many pixels of the screen one of them is. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  /** Where a point of the whole map is in the window: times `zoom`, plus `left` and `top`. */
  readonly zoom: number;
  readonly left: number;
  readonly top: number;
  /** Width of a mark, and how much it covers, 0..1. */
  readonly size: number;
  readonly opacity: number;
  /** CSS colours of the segments. */
  readonly colours: readonly string[];
  /** The segment that stands out; null if none does. */
  readonly selected: number | null;
}

/** Draws points on a canvas. */
export interface Painter {
  readonly kind: 'webgl' | 'canvas';
  load(cloud: Cloud): void;
  paint(scene: Scene): void;
  close(): void;
}

/** How much less the others cover where one segment stands out. */
export const BEHIND = 0.15;
