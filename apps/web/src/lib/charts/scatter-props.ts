import type { Snippet } from 'svelte';
import type { Place } from './lasso.svelte.ts';
import type { SegmentLook } from './marker-path';

/** What a picture of customers on two axes is of, and what it tells whoever shows it. */
export interface ScatterProps {
  label: string;
  /** Parallel columns, one entry per customer. */
  x: readonly number[];
  y: readonly number[];
  segment: readonly number[];
  names: readonly string[];
  /** The segments by their index, which `segment` refers to. */
  segments: ReadonlyMap<number, SegmentLook & { readonly name: string }>;
  /** Labels of the axes, the longest first; the first that fits is drawn. */
  xLabels: readonly string[];
  yLabels: readonly string[];
  /** The selected segment; the others are dimmed. */
  selected: number | null;
  onselect: (segment: number | null) => void;
  /** A shape, in the terms of the axes. */
  area?: { readonly x: readonly number[]; readonly y: readonly number[] } | null;
  /** What is told of a customer beside the pointer; `held` after a click, when it can be clicked into. */
  detail?: Snippet<[index: number, held: boolean]>;
  /** Called with the corners of a shape that was drawn. */
  ondraw?: (corners: readonly Place[]) => void;
  height?: number;
}
