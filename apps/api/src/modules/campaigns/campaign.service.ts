import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import type { Connection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { readName } from '../../platform/read-name.js';
import { NUMBER_RANGE } from '../../platform/value-bounds.js';
import { speaking, spoken } from '../../platform/words/spoken.js';
import {
  type ContactTerms,
  type ContactTermsReader,
  costRange,
  eventWords,
  worthOfValue,
  worthRange,
} from '../churn/index.js';
import type { CustomerListService, ListedCustomer, ListScope } from '../customer-list/index.js';
import { type DatasetService, type FigureMemory, NOBODY } from '../datasets/index.js';
import type { Campaign } from './campaign.entity.js';
import type { CampaignStore } from './campaign.store.js';
import type { CampaignPlan } from './campaign.types.js';
import { type ChosenList, chooseList, type ListChoice, type ListSources } from './choose-list.js';
import { type DealtArms, dealArms } from './deal-arms.js';
import { balancedOn } from './draw-words.js';
import type { MadeOf } from './made-of.js';
import { outlookWords, smallestUplift } from './plan-words.js';
import { type ChosenByGain, chooseByGain, requireGains } from './uplift/choose-by-gain.js';
import type { UpliftStore } from './uplift/uplift.store.js';
import { whomWords } from './whom-words.js';

const MAX_NAME_LENGTH = 100;
const MAX_SHARE = 0.5;
/** A fifth is contacted at least. */
const MOST_APART = 0.8;
const MOST_MONEY = 1e15;
const LEAVING = eventWords({ event: 'LEFT', words: null });
/** The rate that is expected without a model: of customers in general one in five. */
const UNKNOWN_RATE = 0.2;

/** What the service depends on. */
export interface CampaignDependencies {
  readonly dataSource: DataSource;
  readonly store: CampaignStore;
  readonly uplifts: UpliftStore;
  readonly datasets: Pick<DatasetService, 'requireReady' | 'lockForChange'>;
  readonly lists: Pick<CustomerListService, 'open' | 'standings'>;
  readonly contacts: ContactTermsReader;
  readonly sources: ListSources;
  readonly clock: Clock;
  readonly memory: FigureMemory;
}

/** Whom a list is for, and how it is drawn. */
export interface PlanRequest extends ListChoice {
  readonly holdOutShare: number;
  readonly asUsualShare: number;
  readonly seed: number;
  readonly excludeHeldOut: boolean;
  /** A campaign by whose effect only those stay who are expected to bring more than a contact costs. */
  readonly gainFrom: string | null;
  readonly contactCost: number | null;
}

/** A campaign to make. */
export interface CreateRequest extends PlanRequest {
  readonly name: string;
}

/** A list that was found, and what it was found by. */
interface OpenList {
  readonly chosen: ChosenList;
  readonly gainOf: MadeOf['gainOf'];
  readonly scope: ListScope;
  readonly terms: ContactTerms | null;
  readonly standing: Standing;
}

/** The model and the segments that a dataset had. */
type Standing = Pick<MadeOf, 'model' | 'segmentation' | 'segments'>;

/** A list that was drawn. */
interface DrawnList {
  readonly members: readonly ListedCustomer[];
  readonly arms: DealtArms;
  readonly heldOutElsewhere: number;
  readonly heldOutOfAll: number;
  readonly notToContact: number;
  /** Null unless it was chosen by gain. */
  readonly byGain: ChosenByGain | null;
}

/** Makes campaigns and finds them. Ids are keys. */
export class CampaignService {
  constructor(private readonly deps: CampaignDependencies) {}

  /** Null if there is none that the caller may see. */
  async find(call: CallContext, id: string): Promise<Campaign | null> {
    call.require('VIEWER');
    const found = await this.deps.store.find(id);
    return found !== null && call.sees(found.datasetId) ? found : null;
  }

  async list(
    call: CallContext,
    datasetId: string,
    first: number,
    after: string | null,
  ): Promise<Connection<Campaign>> {
    call.require('VIEWER', datasetId);
    return this.deps.store.page(datasetId, first, after);
  }

  /** What a campaign would be. @throws AppError NOT_FOUND, CONFLICT, BAD_USER_INPUT with the field at fault */
  async plan(call: CallContext, request: PlanRequest): Promise<CampaignPlan> {
    call.require('VIEWER', request.datasetId, ['datasetId']);
    requireCost(request.contactCost);
    const { memory } = this.deps;
    return memory.of(request.datasetId, ['campaign plan', request, spoken()], () =>
      this.#plan(call, request),
    );
  }

  async #plan(call: CallContext, request: PlanRequest): Promise<CampaignPlan> {
    const list = await this.#open(call, request);
    const { terms } = list;
    const { members, arms, heldOutElsewhere, heldOutOfAll, notToContact, byGain } = await this.#draw(
      call,
      this.deps.dataSource.manager,
      request,
      list,
    );
    const [heldOut, asUsual] = [countOf(arms.held), countOf(arms.asUsual)];
    const scores = members.flatMap(({ probability }) => probability ?? []);
    const expectedRate = expectedRateOf(scores, terms);
    const variance =
      scores.reduce((sum, p) => sum + (p - expectedRate) ** 2, 0) / Math.max(1, members.length);
    const outlook = {
      contacted: members.length - heldOut - asUsual,
      heldOut,
      expectedRate,
      explained: Math.min(0.99, variance / (expectedRate * (1 - expectedRate))),
      rises: (terms?.event ?? 'LEFT') !== 'LEFT',
      words: terms?.words ?? LEAVING,
    };
    return {
      customers: members.length,
      contactedCount: outlook.contacted,
      holdOutCount: heldOut,
      businessAsUsualCount: asUsual,
      expectedRate,
      smallestUplift: smallestUplift(outlook),
      sentence: outlookWords(outlook),
      heldOutElsewhere,
      heldOutOfAll,
      notToContact,
      belowGain: byGain?.belowGain ?? 0,
      expectedGain: byGain?.expectedGain ?? null,
      leftCount: members.filter(({ left }) => left).length,
    };
  }

  /** Freezes a list and draws who of it is left alone. @throws AppError like `plan`, and FORBIDDEN */
  async create(call: CallContext, request: CreateRequest): Promise<Campaign> {
    const { datasetId, contactCost } = request;
    call.require('ANALYST', datasetId, ['datasetId']);
    const name = readName(request.name, MAX_NAME_LENGTH);
    requireCost(contactCost);
    for (;;) {
      // What is frozen is in English, whoever froze it.
      const list = await speaking('en', () => this.#open(call, request));
      const campaign = await inTransaction(this.deps.dataSource, (manager) =>
        this.#freeze(call, manager, { ...request, name }, list),
      );
      if (campaign !== null) return campaign;
    }
  }

  /** Null if the model or the segments are not those any more by which the list was found. */
  async #freeze(
    call: CallContext,
    manager: EntityManager,
    request: CreateRequest,
    list: OpenList,
  ): Promise<Campaign | null> {
    const { datasets, store, clock } = this.deps;
    const { datasetId, name, holdOutShare, asUsualShare, seed, contactCost } = request;
    const { chosen, terms, standing } = list;
    // Nobody is erased or added while the list is drawn and written.
    await datasets.lockForChange(manager, datasetId, NOBODY);
    if (!isDeepStrictEqual(await readStanding(manager, datasetId), standing)) return null;
    const { members, arms } = await this.#draw(call, manager, request, list);
    const { source, ...whom } = chosen;
    const [heldOut, asUsual] = [countOf(arms.held), countOf(arms.asUsual)];
    const id = randomUUID();
    const { gainOf } = list;
    const madeOf = {
      ...whom,
      gainOf,
      ...standing,
      balancedOn: balancedOn(members),
      keptArms: arms.kept,
      ...circumstances(members, terms, contactCost),
    };
    // What is frozen is in English, whoever froze it.
    const storedSentence = speaking('en', () => whomWords(madeOf, standing.segments)) ?? '';
    await store.add(
      manager,
      {
        ...{ id, datasetId, name, storedSentence, source, madeOf, holdOutShare, asUsualShare, contactCost },
        createdAt: clock.now(),
        seed: String(seed),
        contactedCount: members.length - heldOut - asUsual,
        holdOutCount: heldOut,
        asUsualCount: asUsual,
      },
      members,
      arms,
    );
    return (await store.find(id, manager))!;
  }

  /** @throws AppError FORBIDDEN, NOT_FOUND */
  async remove(call: CallContext, id: string): Promise<void> {
    const found = await this.find(call, id);
    if (found !== null) call.require('ANALYST', found.datasetId, ['campaignId']);
    if (found === null || !(await this.#remove(found)))
      throw notFound('Campaign', toGlobalId('Campaign', id), ['campaignId']);
  }

  /** Under the lock: whoever was held out may be contacted again, which figures rest on. */
  #remove({ id, datasetId }: Campaign): Promise<boolean> {
    const { dataSource, datasets, store } = this.deps;
    return inTransaction(dataSource, async (manager) => {
      await datasets.lockForChange(manager, datasetId, NOBODY);
      return store.remove(manager, id);
    });
  }

  /** Finds out which customers a list has, before the transaction in which they are read: it may have one connection alone. */
  async #open(call: CallContext, request: PlanRequest): Promise<OpenList> {
    const { datasetId, gainFrom } = request;
    requireDraw(request);
    const { datasets, lists, contacts, sources, dataSource, uplifts, store } = this.deps;
    await datasets.requireReady(call, datasetId);
    const standing = await readStanding(dataSource.manager, datasetId);
    const chosen = await chooseList(call, sources, request);
    const gainOf =
      gainFrom === null
        ? null
        : await requireGains(uplifts, await store.find(gainFrom), { datasetId, gainFrom });
    const [{ scope }, terms] = await Promise.all([
      lists.open(call, datasetId, chosen.filter, 'EXTERNAL_ID_ASC'),
      contacts.read(datasetId),
    ]);
    return { chosen, gainOf: gainOf && { id: gainOf.id, name: gainOf.name }, scope, terms, standing };
  }

  async #draw(
    call: CallContext,
    manager: EntityManager,
    {
      datasetId,
      holdOutShare: share,
      asUsualShare,
      seed,
      excludeHeldOut,
      gainFrom,
      contactCost: cost,
    }: PlanRequest,
    { chosen, scope, terms }: OpenList,
  ): Promise<DrawnList> {
    const { lists, store, uplifts } = this.deps;
    const all = await lists.standings(call, manager, scope);
    const silent = await store.notToContact(manager, datasetId);
    const willing = all.filter(({ row }) => !silent.has(row));
    const apart = await store.heldOutOfAll(manager, datasetId);
    const allowed = willing.filter(({ row }) => !apart.has(row));
    const byGain =
      gainFrom === null ? null : await chooseByGain(manager, uplifts, allowed, { gainFrom, cost, terms });
    const listed = byGain?.members ?? allowed;
    const elsewhere = await store.heldOut(manager, datasetId);
    const members = excludeHeldOut ? listed.filter(({ row }) => !elsewhere.has(row)) : listed;
    if (members.length === 0) {
      const why =
        all.length === 0
          ? 'nobody'
          : allowed.length === 0
            ? `nobody who may be contacted${willing.length === 0 ? '' : ' and is not held out of everything'}`
            : listed.length === 0
              ? 'nobody whom it is expected to pay to contact'
              : 'nobody who is not held out of another campaign';
      const message = `The list has ${why}; it must have at least 1 customer.`;
      throw new AppError('BAD_USER_INPUT', message, { field: [fieldOf(chosen)] });
    }
    const shares = { share, asUsual: asUsualShare, seed };
    // Of whom only those stay who were contacted, none may keep that.
    const before = excludeHeldOut ? new Map() : await store.armsBefore(manager, datasetId, shares);
    const heldOutElsewhere = listed.reduce((sum, { row }) => sum + (elsewhere.has(row) ? 1 : 0), 0);
    return {
      members,
      arms: dealArms(members, shares, before),
      heldOutElsewhere,
      heldOutOfAll: willing.length - allowed.length,
      notToContact: all.length - willing.length,
      byGain,
    };
  }
}

/** By which model and segments customers stand now. */
async function readStanding(manager: EntityManager, datasetId: string): Promise<Standing> {
  const [model] = await manager.query<[{ id: string; version: number }?]>(
    'select churn_model_id as id, version from champions where dataset_id = $1',
    [datasetId],
  );
  const segments = await manager.query<{ key: string; name: string; id: string; k: number }[]>(
    'select key, name, segmentation_id as id, k from active_segments where dataset_id = $1 and current',
    [datasetId],
  );
  const [first] = segments;
  return {
    model: model ?? null,
    segmentation: first ? { id: first.id, k: first.k } : null,
    segments: Object.fromEntries(segments.map(({ key, name }) => [key, name])),
  };
}

/** What was expected of the members, and what was assumed. */
function circumstances(
  members: readonly ListedCustomer[],
  terms: ContactTerms | null,
  contactCost: number | null,
): Pick<MadeOf, 'event' | 'words' | 'expectedRate' | 'customerWorth' | 'worthRange' | 'costRange'> {
  const worth = customerWorth(members, terms);
  const each = terms && worthOfValue(terms.assumptions);
  const ends = terms && worthRange(terms.assumptions);
  const scores = members.flatMap(({ probability }) => probability ?? []);
  return {
    event: terms?.event ?? 'LEFT',
    words: terms?.words ?? LEAVING,
    expectedRate: expectedRateOf(scores, terms),
    customerWorth: worth,
    // The worth of a customer is that of a unit of value as many times, at each end.
    worthRange:
      worth === null || !each || !ends
        ? null
        : { low: (worth * ends.low) / each, high: (worth * ends.high) / each },
    costRange: contactCost === null || terms === null ? null : costRange(contactCost, terms.assumptions),
  };
}

function expectedRateOf(scores: readonly number[], terms: ContactTerms | null): number {
  const mean = scores.length === 0 ? null : scores.reduce((sum, p) => sum + p, 0) / scores.length;
  return Math.min(0.999, Math.max(0.001, mean ?? terms?.churnRate ?? UNKNOWN_RATE));
}

/** What a customer who is kept brings: of those more likely to leave there are more to keep. */
function customerWorth(members: readonly ListedCustomer[], terms: ContactTerms | null): number | null {
  if (terms === null) return null;
  const each = worthOfValue(terms.assumptions);
  if (terms.assumptions.customerValue !== null) return terms.assumptions.customerValue * each;
  let leavers = 0;
  let loss = 0;
  for (const { probability, expectedLoss } of members) {
    if (probability === null || expectedLoss === null) continue;
    leavers += probability;
    loss += expectedLoss;
  }
  return leavers === 0 ? null : (loss / leavers) * each;
}

function fieldOf({ source }: ChosenList): string {
  return source === 'FILTER' ? 'filter' : source === 'AUDIENCE' ? 'audienceId' : 'strategyId';
}

const countOf = (arm: Uint8Array) => arm.reduce((sum, one) => sum + one, 0);

function requireDraw({ holdOutShare, asUsualShare, seed }: PlanRequest): void {
  const shares = { holdOutShare, businessAsUsualShare: asUsualShare };
  for (const [field, share] of Object.entries(shares)) {
    if (share >= 0 && share <= MAX_SHARE) continue;
    const message = `${field} is ${share}; it must be 0..${MAX_SHARE}.`;
    throw new AppError('BAD_USER_INPUT', message, { field: [field] });
  }
  if (holdOutShare + asUsualShare > MOST_APART) {
    const message = `holdOutShare and businessAsUsualShare are ${holdOutShare + asUsualShare} together; they must be at most ${MOST_APART}.`;
    throw new AppError('BAD_USER_INPUT', message, { field: ['businessAsUsualShare'] });
  }
  if (!(seed >= 0)) {
    throw new AppError('BAD_USER_INPUT', `seed is ${seed}; it must be at least 0.`, { field: ['seed'] });
  }
}

function requireCost(cost: number | null): void {
  if (cost === null || (cost >= 0 && cost <= MOST_MONEY)) return;
  const message = `contactCost is ${cost}; it must be a number ${NUMBER_RANGE} of at least 0.`;
  throw new AppError('BAD_USER_INPUT', message, { field: ['contactCost'] });
}
