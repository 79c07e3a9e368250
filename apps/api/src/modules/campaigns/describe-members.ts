import type { CallContext } from '../../platform/call/call-context.js';
import type { ChurnScores } from '../churn/index.js';
import type { DescribeMembers, MemberNotes } from '../customer-list/index.js';
import type { StrategiesService } from '../strategies/index.js';
import type { CampaignService } from './campaign.service.js';
import type { CampaignStore } from './campaign.store.js';

/** What telling about members needs. */
interface Sources {
  readonly campaigns: Pick<CampaignService, 'find'>;
  readonly store: Pick<CampaignStore, 'members'>;
  readonly scores: Pick<ChurnScores, 'firstReasons'>;
  readonly strategies: Pick<StrategiesService, 'titles'>;
}

/**
 * Tells members of a campaign apart for its export: the arm, the first reason of the score, and the strategy that the
 * campaign was made of or else the one that fits the segment best.
 */
export function memberDescriber({ campaigns, store, scores, strategies }: Sources): DescribeMembers {
  return async (call: CallContext, campaignId: string, rows: readonly number[]) => {
    const campaign = await campaigns.find(call, campaignId);
    if (campaign === null) return new Map<number, MemberNotes>();
    const { datasetId, madeOf } = campaign;
    const [members, reasons, titles] = await Promise.all([
      store.members(campaignId, rows),
      scores.firstReasons(call, datasetId, rows),
      madeOf.strategies.length > 0
        ? new Map(madeOf.strategies.map(({ segmentKey, title }) => [segmentKey, title]))
        : strategies.titles(call, datasetId),
    ]);
    return new Map(
      members.map(({ row, arm, segmentKey }) => [
        row,
        { arm, reason: reasons.get(row) ?? null, action: titles.get(segmentKey ?? '') ?? null },
      ]),
    );
  };
}
