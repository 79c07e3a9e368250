import {
  CallFirstQuery,
  graphql,
  MAX_SCORED_CUSTOMERS,
  RISK_BANDS,
  ScoreQuery,
  SegmentsQuery,
} from '@holdfast/schema';
import { z } from 'zod';
import { type AgentTool, defineTool } from '../agent-tool.js';
import { after, datasetId, externalId, first } from './inputs.js';

const AgentDatasetsQuery = graphql(`
  query AgentDatasets($after: String) {
    datasets(first: 50, after: $after) {
      edges { node { id name status customerCount champion { id version trainedOn definition } churnSummary { leftCount expectedChurners highRiskCount } } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const AgentLeaversQuery = graphql(`
  query AgentLeavers($datasetId: ID!, $first: Int!, $after: String, $filter: CustomerFilter, $orderBy: CustomerOrder) {
    customers(datasetId: $datasetId, first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      edges {
        node {
          externalId
          mayBeContacted
          segment { key name }
          churn { probability riskBand expectedLoss reasons { text } reasonsAgainst { text } }
        }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

const AgentCustomerQuery = graphql(`
  query AgentCustomer($datasetId: ID!, $externalId: String!) {
    customer(datasetId: $datasetId, externalId: $externalId) {
      externalId
      attributes
      mayBeContacted
      feedback { kind note until givenAt }
      segment { key name description }
      churn { probability riskBand expectedLoss scoredAt reasons { text } reasonsAgainst { text } levers { text } }
    }
  }
`);

const AgentContactPlanQuery = graphql(`
  query AgentContactPlan($datasetId: ID!, $contacts: Int!) {
    dataset(id: $datasetId) {
      assumptions { contactCost saveRate currency }
      contactPlan {
        customers
        suggestedContacts
        bestContacts
        at(contacts: $contacts) { contacts cost expectedEvents expectedTurned expectedGain gainLow gainHigh expectedGainByChance }
      }
    }
  }
`);

const AgentCampaignsQuery = graphql(`
  query AgentCampaigns($datasetId: ID!, $after: String) {
    dataset(id: $datasetId) {
      campaigns(first: 20, after: $after) {
        edges { node { id name createdAt sentence contactedCount holdOutCount } }
        pageInfo { hasNextPage endCursor }
        totalCount
      }
    }
  }
`);

const AgentCampaignEffectQuery = graphql(`
  query AgentCampaignEffect($campaignId: ID!) {
    campaign(id: $campaignId) {
      name
      sentence
      missing { sentence }
      effect { verdict sentence uplift upliftLow upliftHigh saved savedLow savedHigh netValue }
    }
  }
`);

const AgentMonitoringQuery = graphql(`
  query AgentMonitoring($datasetId: ID!) {
    dataset(id: $datasetId) {
      monitoring(first: 3) { edges { node { checkedAt state sentence advice columns { column drifted sentence } } } }
    }
  }
`);

/** What agents may ask with any key. */
export const READ_TOOLS: readonly AgentTool[] = [
  defineTool({
    name: 'list_datasets',
    title: 'Datasets',
    description:
      'The customer bases that this key sees, newest first, with their size, who has left, who is expected to leave and the model that scores. Start here: every other tool takes the id of a dataset.',
    input: { after },
    writes: false,
    document: AgentDatasetsQuery,
    variables: ({ after }) => ({ after }),
  }),
  defineTool({
    name: 'list_segments',
    title: 'Segments and strategies',
    description:
      'The segments that the customers are in now: name, size, share, expected churn, and for each what to do, for how many and what that is expected to bring. Refer to a segment by its key; keys stay when customers are segmented again.',
    input: { datasetId },
    writes: false,
    document: SegmentsQuery,
    variables: ({ datasetId }) => ({ datasetId }),
  }),
  defineTool({
    name: 'who_may_leave',
    title: 'Who may leave, and why',
    description:
      'Customers who have not left, the likeliest to leave first, each with the calibrated probability (of 100 with 0.3 about 30 leave), the reasons for and against, and whether they may be contacted. Reasons are associations, not causes.',
    input: {
      datasetId,
      first: first.default(10),
      after,
      segmentKey: z.string().optional().describe('Only of this segment, by its key from list_segments.'),
      riskBand: z
        .enum(Object.keys(RISK_BANDS) as [keyof typeof RISK_BANDS])
        .optional()
        .describe('Only of this band.'),
    },
    writes: false,
    document: AgentLeaversQuery,
    variables: ({ datasetId, first, after, segmentKey, riskBand }) => ({
      datasetId,
      first,
      after,
      filter: { left: false, segmentKey, riskBand },
      orderBy: 'CHURN_PROBABILITY_DESC',
    }),
  }),
  defineTool({
    name: 'whom_to_call_first',
    title: 'Whom to call first',
    description:
      'Customers who have not left, ordered by what their leaving is expected to cost: probability × value. Use it to make a call list; check mayBeContacted with get_customer before anybody is called.',
    input: { datasetId, first: first.default(10), after },
    writes: false,
    document: CallFirstQuery,
    variables: ({ datasetId, first, after }) => ({ datasetId, first, after }),
  }),
  defineTool({
    name: 'get_customer',
    title: 'One customer',
    description:
      'What is known of one customer: attributes, segment, probability of leaving, reasons, what could change it, what colleagues noted, and whether they may be contacted. Null where there is none with this id.',
    input: { datasetId, externalId },
    writes: false,
    document: AgentCustomerQuery,
    variables: ({ datasetId, externalId }) => ({ datasetId, externalId }),
  }),
  defineTool({
    name: 'score_customers',
    title: 'Score attributes',
    description:
      'Scores attributes by column name without storing anything: segment, probability of leaving and reasons. An attribute that is left out counts as not known; `warnings` tells what was missing or not understood.',
    input: {
      datasetId,
      customers: z
        .array(z.record(z.string(), z.unknown()))
        .min(1)
        .max(MAX_SCORED_CUSTOMERS)
        .describe('An object of attributes for each customer, by column name.'),
    },
    writes: false,
    document: ScoreQuery,
    variables: ({ datasetId, customers }) => ({ datasetId, customers }),
  }),
  defineTool({
    name: 'contact_plan',
    title: 'How many to contact, and what it brings',
    description:
      'For a number of contacts: what they cost, how many are expected to leave among them, and the expected gain with its range, beside the gain of as many chosen by chance. `bestContacts` is the number with the largest gain under the assumptions of the dataset.',
    input: { datasetId, contacts: z.number().int().min(0).describe('How many are contacted, 0 or more.') },
    writes: false,
    document: AgentContactPlanQuery,
    variables: ({ datasetId, contacts }) => ({ datasetId, contacts }),
  }),
  defineTool({
    name: 'list_campaigns',
    title: 'Campaigns',
    description: 'The campaigns of a dataset, newest first: whom they contacted and whom they left alone.',
    input: { datasetId, after },
    writes: false,
    document: AgentCampaignsQuery,
    variables: ({ datasetId, after }) => ({ datasetId, after }),
  }),
  defineTool({
    name: 'campaign_effect',
    title: 'Did a campaign help?',
    description:
      'What contacting did, measured against those who were left alone at random, with its 95 % interval and a verdict. `missing` says what outcomes are still needed; effect is null until then.',
    input: { campaignId: z.string().describe('The id of a campaign, from list_campaigns.') },
    writes: false,
    document: AgentCampaignEffectQuery,
    variables: ({ campaignId }) => ({ campaignId }),
  }),
  defineTool({
    name: 'monitoring',
    title: 'Does the model still hold?',
    description:
      'The last three checks of whether customers are still those that the model learned from: QUIET, WATCH or ALERT, with what moved and what to do.',
    input: { datasetId },
    writes: false,
    document: AgentMonitoringQuery,
    variables: ({ datasetId }) => ({ datasetId }),
  }),
];
