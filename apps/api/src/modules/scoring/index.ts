import { ScoringResolver } from './scoring.resolver.js';
import { type ScoredDatasets, ScoringService } from './scoring.service.js';

type Parts = ConstructorParameters<typeof ScoringService>;

/** What the slice depends on. */
export interface ScoringDependencies {
  readonly datasets: ScoredDatasets;
  readonly scorer: Parts[1];
  readonly memberships: Parts[2];
}

/** Scores attributes that need not be stored: provides Query.score with their segment and churn. */
export function createScoring({ datasets, scorer, memberships }: ScoringDependencies) {
  const service = new ScoringService(datasets, scorer, memberships);
  return { service, resolvers: [new ScoringResolver(service)] };
}
