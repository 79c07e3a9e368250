import { CUSTOMER_FEEDBACK_KINDS, graphql } from '@holdfast/schema';
import { z } from 'zod';
import { type AgentTool, defineTool } from '../agent-tool.js';
import { datasetId, externalId } from './inputs.js';

const AgentFeedbackMutation = graphql(`
  mutation AgentFeedback($input: GiveCustomerFeedbackInput!) {
    giveCustomerFeedback(input: $input) { feedback { id kind note until } userErrors { field code message } }
  }
`);

const AgentCampaignMutation = graphql(`
  mutation AgentCampaign($input: CreateCampaignInput!) {
    createCampaign(input: $input) {
      campaign { id name sentence contactedCount holdOutCount }
      userErrors { field code message }
    }
  }
`);

const AgentOutcomesMutation = graphql(`
  mutation AgentOutcomes($input: RecordOutcomesInput!) {
    recordOutcomes(input: $input) { recorded unknown userErrors { field code message } }
  }
`);

/** What agents may change, with a key that says so. */
export const WRITE_TOOLS: readonly AgentTool[] = [
  defineTool({
    name: 'note_on_customer',
    title: 'Say something of a customer',
    description:
      'Keeps what somebody said of a customer: a note, a wrong reason, that they left already, or that nobody may contact them. Whoever must not be contacted is in no list from then on.',
    input: {
      datasetId,
      externalId,
      kind: z.enum(Object.keys(CUSTOMER_FEEDBACK_KINDS) as [keyof typeof CUSTOMER_FEEDBACK_KINDS]).describe(
        Object.entries(CUSTOMER_FEEDBACK_KINDS)
          .map(([kind, meaning]) => `${kind}: ${meaning}`)
          .join(' '),
      ),
      note: z.string().optional().describe('In words.'),
    },
    writes: true,
    document: AgentFeedbackMutation,
    variables: (input) => ({ input }),
  }),
  defineTool({
    name: 'create_campaign',
    title: 'Freeze a list with a part left alone',
    description:
      'Freezes the customers of a strategy or an audience as a campaign, of whom a random share is left alone so that its effect can be measured. It contacts nobody by itself.',
    input: {
      datasetId,
      name: z.string().describe('1..100 characters.'),
      audienceId: z.string().optional().describe('Whom: the id of an audience.'),
      strategyId: z.string().optional().describe('Or the id of a strategy; one of the two.'),
      holdOutShare: z.number().min(0).max(0.5).default(0.1).describe('The share that is left alone, 0..0.5.'),
    },
    writes: true,
    document: AgentCampaignMutation,
    variables: (input) => ({ input }),
  }),
  defineTool({
    name: 'record_outcomes',
    title: 'Record what became of customers',
    description: 'Records who left and who stayed, 1..100 a call; campaigns and the model are judged by it.',
    input: {
      datasetId,
      outcomes: z
        .array(z.object({ externalId, left: z.boolean().describe('Whether the customer left.') }))
        .min(1)
        .max(100)
        .describe('What became of each.'),
    },
    writes: true,
    document: AgentOutcomesMutation,
    variables: (input) => ({ input }),
  }),
];
