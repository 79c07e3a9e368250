import { ScoringResolver } from './scoring.resolver.js';
import { type ScoredDatasets, ScoringService } from './scoring.service.js';
import { CustomerScoreLeverFields, CustomerWhatIfFields } from './what-if.fields.js';

type Parts = ConstructorParameters<typeof ScoringService>;

/** What the slice depends on. */
export interface ScoringDependencies {
  readonly datasets: ScoredDatasets;
  readonly scorer: Parts[1];
  readonly memberships: Parts[2];
  readonly levers: Parts[3];
  readonly fromMemory: Parts[4];
  readonly clock: Parts[5];
}

/**
 * Scores attributes that need not be stored: provides Query.score with their segment and churn, and Customer.whatIf with
 * those of a customer as they might be.
 */
export function createScoring({
  datasets,
  scorer,
  memberships,
  levers,
  fromMemory,
  clock,
}: ScoringDependencies) {
  const service = new ScoringService(datasets, scorer, memberships, levers, fromMemory, clock);
  return {
    service,
    resolvers: [
      new ScoringResolver(service),
      new CustomerWhatIfFields(service),
      new CustomerScoreLeverFields(service),
    ],
  };
}
