import { graphql } from '@holdfast/schema';

/** What a dataset has that the palette leads to. */
export const PaletteQuery = graphql(`
  query Palette($id: ID!) {
    dataset(id: $id) {
      id
      activeSegmentation { id segments { id key index colour name size } }
      audiences(first: 100) { edges { node { id name } } }
      campaigns(first: 50) { edges { node { id name } } }
    }
  }
`);
