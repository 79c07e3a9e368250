/** The arms of a campaign, as what it means for a customer. */
export const CAMPAIGN_ARMS = {
  CONTACTED: 'to be contacted',
  HOLD_OUT: 'left alone, so do not contact',
  BUSINESS_AS_USUAL: 'treated as usual',
} as const;
