import { AppError, notFound } from '../../platform/errors/app-error.js';
import type { NodeType } from '../../platform/graphql/global-id.js';
import { withKeys } from '../customer-list/index.js';
import { readStrategyKey, type StrategyKey } from '../strategies/index.js';
import type { CampaignPlanInput } from './campaign.inputs.js';
import type { PlanRequest } from './campaign.service.js';

const MOST_STRATEGIES = 10;

/** Reads the key in an id that a client sent. */
type ReadKey = (type: NodeType, id: string, field: readonly string[]) => string;

/** What a client asks for, ids as keys. @throws AppError NOT_FOUND, BAD_USER_INPUT */
export function readPlan(input: CampaignPlanInput, readKey: ReadKey): Omit<PlanRequest, 'seed'> {
  const { filter, audienceId, strategyId, strategyIds, excludeHeldOut, gainFrom, contactCost } = input;
  if (strategyId != null && strategyIds != null) {
    const message = 'strategyId and strategyIds are given; it must be one of them.';
    throw new AppError('BAD_USER_INPUT', message, { field: ['strategyIds'] });
  }
  if (strategyIds != null && (strategyIds.length < 1 || strategyIds.length > MOST_STRATEGIES)) {
    const message = `strategyIds has ${strategyIds.length} entries; it must have 1..${MOST_STRATEGIES}.`;
    throw new AppError('BAD_USER_INPUT', message, { field: ['strategyIds'] });
  }
  const strategies = strategyId == null ? strategyIds : [strategyId];
  return {
    datasetId: readKey('Dataset', input.datasetId, ['datasetId']),
    filter: filter == null ? null : withKeys(filter, readKey),
    audienceId: audienceId == null ? null : readKey('Audience', audienceId, ['audienceId']),
    strategies:
      strategies?.map((id, i) =>
        readStrategy(id, strategyId == null ? ['strategyIds', String(i)] : ['strategyId']),
      ) ?? null,
    holdOutShare: input.holdOutShare ?? 0.1,
    asUsualShare: input.businessAsUsualShare ?? 0,
    excludeHeldOut: excludeHeldOut ?? false,
    gainFrom: gainFrom == null ? null : readKey('Campaign', gainFrom, ['gainFrom']),
    contactCost: contactCost ?? null,
  };
}

function readStrategy(id: string, field: readonly string[]): StrategyKey {
  const key = readStrategyKey(id);
  if (key === null) throw notFound('RetentionStrategy', id, field);
  return key;
}
