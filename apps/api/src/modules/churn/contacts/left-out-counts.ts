/** Why customers are not contacted: each counts for the first reason that there is. */
export interface LeftOutCounts {
  readonly notToContact: number;
  readonly heldOutOfAll: number;
  readonly heldOutOfCampaigns: number;
}
