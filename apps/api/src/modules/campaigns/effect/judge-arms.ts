import { type Judgement, judgeExperiment } from '@holdfast/ml-core';
import type { MadeOf } from '../made-of.js';
import { type Arms, armsOf } from './add-sums.js';
import type { MemberSums } from './effect.store.js';

/**
 * Compares two arms of a campaign, both of which have outcomes. Where all were drawn for it, each arm has its share of every
 * segment and band; those who kept an earlier arm have it by chance alone.
 */
export function judgeArms(
  parts: readonly MemberSums[],
  [treated, control]: readonly [keyof Arms, keyof Arms],
  { keptArms = 0, expectedRate }: Pick<MadeOf, 'keptArms' | 'expectedRate'>,
  comparisons: number,
): Judgement {
  const arms = armsOf(parts);
  const planned = { treated: arms[treated].outcome.customers, control: arms[control].outcome.customers };
  const strata = strataOf(parts).map((own) => ({ treated: own[treated].sums, control: own[control].sums }));
  return judgeExperiment(arms[treated].sums, arms[control].sums, planned, {
    ...{ expectedRate, comparisons },
    ...(keptArms === 0 && { strata }),
  });
}

function strataOf(parts: readonly MemberSums[]): Arms[] {
  const strata = new Map<string, MemberSums[]>();
  for (const part of parts) {
    const name = `${part.riskBand ?? ''} ${part.segmentKey ?? ''}`;
    strata.set(name, [...(strata.get(name) ?? []), part]);
  }
  return [...strata.values()].map(armsOf);
}
