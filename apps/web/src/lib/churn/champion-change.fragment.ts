import { graphql } from '@holdfast/schema';

/** Which model took over from which, by whom and why. */
export const ChampionChangeFragment = graphql(`
  fragment ChampionChange on ChampionChange {
    changedAt
    decidedBy
    reason
    churnModel { id version }
    replaced { id version }
  }
`);
