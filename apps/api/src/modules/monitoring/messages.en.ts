import type { MonitoringState } from './monitoring.enums.js';

/** What is said of a training that follows from a check. */
export interface TrainedTold {
  readonly version: number;
  /** The new outcomes that it follows from; null where it follows from an alert. */
  readonly outcomes: number | null;
  readonly then: 'relieves' | 'promotes' | 'waits';
}

export const english = {
  never: () => 'Not trained again: the policy is to train only when somebody asks.',
  state: (state: MonitoringState) => `Not trained again: the check came to ${state}.`,
  tooFew: (outcomes: number, wanted: number) =>
    `Not trained again: there are ${outcomes} new outcomes; there must be ${wanted}.`,
  lately: (day: string) =>
    `Not trained again: a model was trained for the check of ${day}; the next one may be trained a week after it.`,
  refused: (why: string) => `Not trained again: ${why}`,
  trained: ({ version, outcomes, then }: TrainedTold) =>
    `Version ${version} is trained because ${outcomes === null ? 'the check came to ALERT' : `there are ${outcomes} outcomes`}; ${THEN[then]}.`,
};

/** The messages of the room. */
export type English = typeof english;

const THEN = {
  relieves:
    'it takes over unless it is worse by more than chance on the same customers, as the champion no longer holds what it promised',
  promotes:
    'it takes over if it is better by more than chance on the same customers, else it waits as a candidate',
  waits: 'it waits as a candidate until somebody promotes it',
};
