import { graphql } from '@holdfast/schema';

/** Who is signed in, and what they may do. */
export const ViewerQuery = graphql(`
  query Viewer {
    viewer { id email role }
  }
`);
