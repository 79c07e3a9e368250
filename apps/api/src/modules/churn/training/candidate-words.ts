import { keep } from '../../../platform/words/kept.js';
import { say } from '../report/messages.js';
import type { Candidate, TriedSettings, WentNoFurther } from './training.types.js';

/** A candidate as it is spoken of. */
export function inWords({ algorithm, imbalance }: Pick<Candidate, 'algorithm' | 'imbalance'>): string {
  const { algorithms, imbalances } = say();
  return `${algorithms[algorithm]}${imbalances[imbalance]}`;
}

/** Why a candidate was not compared any further, with both figures. */
export function whyNoFurther({ outcome, rival, ...figures }: WentNoFurther) {
  const { algorithm, imbalance } = rival;
  return keep(say().race, outcome, { algorithm, imbalance }, toldOf(figures));
}

/** What settings were tried, and whether they are kept, with both figures. */
export function settingsInWords({ words, kept, ...figures }: TriedSettings) {
  return keep(say().settings, 'tried', words, kept, toldOf(figures));
}

function toldOf({ rows, brierScore, rivalBrierScore }: Omit<TriedSettings, 'words' | 'kept'>) {
  return { rows, brierScore, rivalBrierScore };
}
