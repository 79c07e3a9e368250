import type { CallContext } from '../../platform/call/call-context.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { AudienceService, CustomerFilter, FilterWords } from '../customer-list/index.js';
import type { StrategiesService, StrategyKey } from '../strategies/index.js';
import type { CampaignSource } from './campaign.enums.js';
import type { MadeOf } from './made-of.js';

/** Whom a list is for, ids as keys; one of them is given. */
export interface ListChoice {
  readonly datasetId: string;
  readonly filter: CustomerFilter | null;
  readonly audienceId: string | null;
  readonly strategies: readonly StrategyKey[] | null;
}

/** Whom a list is for, as a filter and by what it is told in words. */
export interface ChosenList extends Pick<MadeOf, 'filter' | 'audience' | 'strategies' | 'told'> {
  readonly source: CampaignSource;
}

/** What choosing a list needs. */
export interface ListSources {
  readonly audiences: Pick<AudienceService, 'find'>;
  readonly words: Pick<FilterWords, 'tell'>;
  readonly strategies: Pick<StrategiesService, 'find'>;
}

/** @throws AppError BAD_USER_INPUT unless one of filter, audience and strategies is given; NOT_FOUND */
export async function chooseList(
  call: CallContext,
  { audiences, words, strategies }: ListSources,
  choice: ListChoice,
): Promise<ChosenList> {
  const { datasetId, filter, audienceId } = choice;
  const given = [
    ...(filter === null ? [] : ['filter']),
    ...(audienceId === null ? [] : ['audienceId']),
    ...(choice.strategies === null ? [] : ['strategyId']),
  ];
  if (given.length !== 1) {
    const found = given.length === 0 ? 'None' : `${given.join(' and ')}`;
    const message = `${found} of filter, audienceId and strategyId ${given.length === 2 ? 'are' : 'is'} given; it must be one of them.`;
    throw new AppError('BAD_USER_INPUT', message, { field: [given[1] ?? 'filter'] });
  }
  const nothing = { audience: null, strategies: [] };
  if (filter !== null)
    return { ...nothing, source: 'FILTER', filter, told: await words.tell(call, datasetId, filter) };
  if (audienceId !== null) {
    const found = await audiences.find(call, audienceId);
    if (found === null || found.datasetId !== datasetId)
      throw notFound('Audience', toGlobalId('Audience', audienceId), ['audienceId']);
    const audience = { id: found.id, name: found.name };
    const told = await words.tell(call, datasetId, found.filter);
    return { ...nothing, source: 'AUDIENCE', filter: found.filter, audience, told };
  }
  const keys = choice.strategies!;
  const found = await Promise.all(keys.map((key) => strategies.find(call, datasetId, key)));
  if (found.includes(null)) {
    const message =
      'The strategy is not one of the active segmentation of the dataset as it is now; read its strategies again.';
    throw new AppError('NOT_FOUND', message, { field: ['strategyId'] });
  }
  const filters = found.map((own) => own!.filter);
  return {
    source: 'STRATEGY',
    filter: filters.length === 1 ? filters[0]! : { anyOf: filters },
    audience: null,
    strategies: found.map((own) => own!.assumed),
  };
}
