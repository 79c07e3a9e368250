import type { Snippet } from 'svelte';

/** One column of a `Table`. */
export type TableColumn<Row> = {
  /** Heads the column. */
  readonly name: string;
  /** The heading is for screen readers only: the cells speak for themselves. */
  readonly headless?: boolean;
  /** Numbers: aligned at the end, never wrapped. */
  readonly number?: boolean;
  /** The heading is a link that orders the rows by the column; `sorted` says how they are ordered by it now. */
  readonly order?: { readonly href: string; readonly sorted: 'ascending' | 'descending' | 'none' };
} & (
  | { readonly text: (row: Row) => string }
  /** Draws the cell; the second argument is the place of the column. */
  | { readonly cell: Snippet<[row: Row, place: number]> }
);
