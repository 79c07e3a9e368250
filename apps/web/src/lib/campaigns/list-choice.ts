import type { VariablesOf } from '@holdfast/schema';
import type { CampaignPlanQuery } from './campaigns.documents';

/** Whom a campaign is for: a filter, an audience or strategies; of it, by `gainFrom`, those whom it pays. */
export type ListChoice = Pick<
  VariablesOf<typeof CampaignPlanQuery>['input'],
  'filter' | 'audienceId' | 'strategyIds' | 'gainFrom'
>;
