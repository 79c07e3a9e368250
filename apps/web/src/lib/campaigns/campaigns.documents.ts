import { graphql } from '@holdfast/schema';

/** What a list would be, before it is made. */
export const CampaignPlanQuery = graphql(`
  query CampaignPlan($input: CampaignPlanInput!) {
    campaignPlan(input: $input) {
      customers
      contactedCount
      holdOutCount
      businessAsUsualCount
      sentence
      heldOutElsewhere
      heldOutOfAll
      notToContact
      belowGain
      expectedGain
      leftCount
    }
  }
`);

/** Freezes a list and draws who of it is left alone. */
export const CreateCampaignMutation = graphql(`
  mutation CreateCampaign($input: CreateCampaignInput!) {
    createCampaign(input: $input) {
      campaign { id name }
      userErrors { field message code }
    }
  }
`);
