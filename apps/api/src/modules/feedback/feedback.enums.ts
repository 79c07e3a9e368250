import { CUSTOMER_FEEDBACK_KINDS } from '@holdfast/schema';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';

/** What somebody says about a customer. */
export const CustomerFeedbackKind = vocabularyEnum(
  'CustomerFeedbackKind',
  'What somebody who works with a customer says about them.',
  CUSTOMER_FEEDBACK_KINDS,
);
export type CustomerFeedbackKind = keyof typeof CustomerFeedbackKind;
