import type { ResultOf } from '@holdfast/schema';
import type { CustomerFeedbackFragment } from './customer.documents';

/** A kind of thing that people say about a customer. */
export type FeedbackKind = ResultOf<typeof CustomerFeedbackFragment>['feedback'][number]['kind'];

/** The kinds in words. */
export const FEEDBACK_KINDS: Readonly<Record<FeedbackKind, string>> = {
  DO_NOT_CONTACT: 'Do not contact',
  LEFT_ALREADY: 'Has left already',
  WRONG_REASON: 'The reasons are wrong',
  NOTE: 'Note',
};
