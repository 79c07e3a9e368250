import type { EntityManager } from 'typeorm';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { type ContactTerms, worthOfValue } from '../../churn/index.js';
import type { ListedCustomer } from '../../customer-list/index.js';
import type { Campaign } from '../campaign.entity.js';
import type { UpliftStore } from './uplift.store.js';

/** Those of a list whom it pays to contact, by what an earlier campaign did. */
export interface ChosenByGain {
  readonly members: readonly ListedCustomer[];
  /** Of whom less is expected than a contact costs, or of whom nothing is known. */
  readonly belowGain: number;
  /** What contacting all members is expected to bring, after its cost. */
  readonly expectedGain: number;
}

/** @throws AppError NOT_FOUND, BAD_USER_INPUT unless the campaign is of the dataset and customers differ by more than chance */
export async function requireGains(
  store: UpliftStore,
  campaign: Campaign | null,
  { datasetId, gainFrom }: { readonly datasetId: string; readonly gainFrom: string },
): Promise<Campaign> {
  if (campaign === null || campaign.datasetId !== datasetId)
    throw notFound('Campaign', toGlobalId('Campaign', gainFrom), ['gainFrom']);
  const differs = (await store.find(campaign.id))?.measured?.differs ?? false;
  if (differs) return campaign;
  const message = `gainFrom is the campaign ${JSON.stringify(campaign.name)}, which tells no difference between customers; its uplift must be DIFFERS.`;
  throw new AppError('BAD_USER_INPUT', message, { field: ['gainFrom'] });
}

/**
 * Keeps those whose uplift × worth is above the cost of a contact. @throws AppError BAD_USER_INPUT if no customer's worth is
 * known
 */
export async function chooseByGain(
  manager: EntityManager,
  store: UpliftStore,
  listed: readonly ListedCustomer[],
  {
    gainFrom,
    cost,
    terms,
  }: { readonly gainFrom: string; readonly cost: number | null; readonly terms: ContactTerms | null },
): Promise<ChosenByGain> {
  const uplifts = await store.gains(manager, gainFrom);
  const contactCost = cost ?? terms?.assumptions.contactCost ?? 0;
  const worths = listed.map((customer) => worthOf(customer, terms));
  if (listed.length > 0 && worths.every((worth) => worth === null)) {
    const message = 'What customers are worth is not known; a value column or customerValue must say it.';
    throw new AppError('BAD_USER_INPUT', message, { field: ['gainFrom'] });
  }
  let expectedGain = 0;
  const members = listed.filter(({ row }, i) => {
    const gain = (uplifts.get(row) ?? 0) * (worths[i] ?? 0) - contactCost;
    if (!(gain > 0)) return false;
    expectedGain += gain;
    return true;
  });
  return { members, belowGain: listed.length - members.length, expectedGain };
}

/** What is earned of a customer who is kept; null if that cannot be told. */
function worthOf({ probability, expectedLoss }: ListedCustomer, terms: ContactTerms | null): number | null {
  if (terms === null) return null;
  const { assumptions } = terms;
  const each = worthOfValue(assumptions);
  if (assumptions.customerValue !== null) return assumptions.customerValue * each;
  if (probability === null || expectedLoss === null || probability === 0) return null;
  return (expectedLoss / probability) * each;
}
