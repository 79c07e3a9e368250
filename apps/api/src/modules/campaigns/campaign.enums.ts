import { CAMPAIGN_SOURCES, CAMPAIGN_VERDICTS } from '@holdfast/schema';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** What can be said of a campaign's effect. */
export const CampaignVerdict = vocabularyEnum(
  'CampaignVerdict',
  "What can be said of a campaign's effect.",
  CAMPAIGN_VERDICTS,
);
export type CampaignVerdict = keyof typeof CampaignVerdict;

/** What a campaign's list was made of. */
export const CampaignSource = vocabularyEnum(
  'CampaignSource',
  "What a campaign's list was made of.",
  CAMPAIGN_SOURCES,
);
export type CampaignSource = keyof typeof CampaignSource;
