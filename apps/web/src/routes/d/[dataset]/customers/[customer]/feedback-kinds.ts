import type { ResultOf } from '@holdfast/schema';
import type { CustomerFeedbackFragment } from './customer.documents';

/** A kind of thing that people say about a customer. */
export type FeedbackKind = ResultOf<typeof CustomerFeedbackFragment>['feedback'][number]['kind'];

/** The kinds in the order in which they are offered. */
export const FEEDBACK_KINDS = [
  'DO_NOT_CONTACT',
  'LEFT_ALREADY',
  'WRONG_REASON',
  'NOTE',
] as const satisfies readonly FeedbackKind[];
