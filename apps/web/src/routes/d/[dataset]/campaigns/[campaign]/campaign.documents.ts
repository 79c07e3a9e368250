import { graphql } from '@holdfast/schema';

/** What is known of an arm. */
export const ArmFragment = graphql(`
  fragment Arm on ArmOutcome {
    customers
    known
    left
    rate
    valueMean
  }
`);

/** The effect on some of the members. */
export const GroupFragment = graphql(
  `
  fragment Group on GroupEffect {
    name
    segmentKey
    riskBand
    contacted { ...Arm }
    holdOut { ...Arm }
    uplift
    low
    high
    verdict
  }
`,
  [ArmFragment],
);

/** What a campaign did. */
export const EffectFragment = graphql(
  `
  fragment Effect on CampaignEffect {
    contacted { ...Arm }
    holdOut { ...Arm }
    uplift
    upliftLow
    upliftHigh
    adjusted { uplift low high explained }
    saved
    savedLow
    savedHigh
    netValue
    netValueLow
    netValueHigh
    customerWorth
    verdict
    sentence
    balanced
    businessAsUsual {
      arm { ...Arm }
      contacted { sentence }
      holdOut { sentence }
    }
    differences
    bySegment { ...Group }
    byRiskBand { ...Group }
  }
`,
  [ArmFragment, GroupFragment],
);

/** For whom a campaign worked. */
export const UpliftFragment = graphql(`
  fragment Uplift on CampaignUplift {
    state
    sentence
    members
    measuredAt
    curve { share gain low high coefficient coefficientLow coefficientHigh }
  }
`);

/** What was taken for granted when the list was made. */
export const AssumedFragment = graphql(`
  fragment Assumed on FrozenAssumptions {
    modelVersion
    expectedRate
    customerWorth { low base high }
    contactCost { low base high }
    strategies {
      title
      segmentKey
      segmentName
      saveRate { low base high }
      contactCost { low base high }
    }
  }
`);

/** One campaign. */
export const CampaignQuery = graphql(
  `
  query Campaign($id: ID!) {
    campaign(id: $id) {
      id
      name
      sentence
      draw
      createdAt
      holdOutShare
      businessAsUsualShare
      businessAsUsualCount
      contactedCount
      holdOutCount
      erasedCount
      contactCost
      assumptions { ...Assumed }
      missing { contacted holdOut earlier sentence }
      effect { ...Effect }
      uplift { ...Uplift }
    }
  }
`,
  [EffectFragment, UpliftFragment, AssumedFragment],
);

/** Deletes a campaign. */
export const DeleteCampaignMutation = graphql(`
  mutation DeleteCampaign($input: DeleteCampaignInput!) {
    deleteCampaign(input: $input) {
      deletedCampaignId
      userErrors { field message code }
    }
  }
`);
