import { ScoringResolver } from './scoring.resolver.js';
import { type ScoredDatasets, ScoringService } from './scoring.service.js';

type Parts = ConstructorParameters<typeof ScoringService>;

/** What the slice depends on. */
export interface ScoringDependencies {
  readonly datasets: ScoredDatasets;
  readonly scorer: Parts[1];
  readonly memberships: Parts[2];
}

/** Query.score: segment and churn of attributes that need not be stored. */
export function createScoring({ datasets, scorer, memberships }: ScoringDependencies) {
  const service = new ScoringService(datasets, scorer, memberships);
  return { service, resolvers: [new ScoringResolver(service)] };
}
