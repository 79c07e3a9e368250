import { graphql, type ResultOf } from '@holdfast/schema';

/** What became of every line of a file. */
export const LinesFragment = graphql(`
  fragment Lines on LineCounts { total aboveHeader header customers purchases leftOut repeats blank rejected continued }
`);

/** What became of every line of a file, as the server sends it. */
export type Lines = ResultOf<typeof LinesFragment>;
