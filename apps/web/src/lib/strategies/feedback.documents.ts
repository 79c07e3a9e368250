import { graphql } from '@holdfast/schema';

/** Says what became of a piece of advice. */
export const GiveStrategyFeedbackMutation = graphql(`
  mutation GiveStrategyFeedback($input: GiveStrategyFeedbackInput!) {
    giveStrategyFeedback(input: $input) { feedback { id } userErrors { field message code } }
  }
`);

/** Withdraws what was said about a piece of advice. */
export const WithdrawStrategyFeedbackMutation = graphql(`
  mutation WithdrawStrategyFeedback($input: WithdrawStrategyFeedbackInput!) {
    withdrawStrategyFeedback(input: $input) { feedback { id } userErrors { field message code } }
  }
`);
