import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { prepared } from '../../platform/database/prepared.js';
import { notFound } from '../../platform/errors/app-error.js';
import { type Connection, PlacedEdge, readPage, toConnection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { ContactTermsReader, RiskBand } from '../churn/index.js';
import type { Customer } from '../customers/index.js';
import type { DatasetService, FigureMemory, SnapshotRows } from '../datasets/index.js';
import type { Segment } from '../segmentation/index.js';
import type { AudienceStore } from './audiences/audience.store.js';
import { campaignsIn, mapsIn, withAudiences } from './audiences/audience-filter.js';
import {
  asksForAttributes,
  asksForConditionsAlone,
  asksForContacts,
  asksForScore,
  chosenK,
  customerConditions,
  keysOf,
  type ListScope,
  leftByScore,
  memberConditions,
  namesColumns,
  type SegmentPlaces,
  scoreConditions,
} from './customer-conditions.js';
import type { CustomerFilter, CustomerOrder } from './customer-list.inputs.js';
import { effectiveOrder, listOf } from './customer-order.js';
import { findCustomerPage } from './customer-page.js';
import { candidatesOf, FEWEST_CUSTOMERS } from './find-candidates.js';
import { membersOf } from './find-members.js';
import { Parameters } from './parameters.js';
import { requireFilter } from './require-filter.js';
import { bothOf, isAmongSql, type RowSource, sourceOf } from './row-source.js';
import { type CustomerColumns, isToldByColumns, rowsByColumns } from './rows-by-columns.js';

/** The page, filter and order of a list. */
export interface ListRequest {
  readonly first: number;
  readonly after?: string | null;
  readonly filter?: CustomerFilter | null;
  readonly orderBy?: CustomerOrder | null;
}

/** A page that counts its list only on request. */
export type CustomerListPage = Omit<Connection<Customer>, 'totalCount'> & {
  readonly scope: ListScope;
  counted?: Promise<number>;
};

/** A customer of a list, as it stands: by the champion's score and the active segmentation. */
export interface ListedCustomer {
  readonly row: number;
  readonly externalId: string;
  readonly probability: number | null;
  readonly riskBand: keyof typeof RiskBand | null;
  readonly expectedLoss: number | null;
  readonly left: boolean | null;
  readonly segmentKey: string | null;
}

/** The dataset of a list, and the segments that it is confined to. */
type Chosen = Pick<ListScope, 'datasetId' | 'datasetSize' | 'segments'>;

/** Where the customers of a list are looked for, and whether that tells all that its conditions on attributes say. */
interface Among {
  readonly source: RowSource;
  readonly told: boolean;
}

const EVERYWHERE: RowSource = { kind: 'everywhere' };
const CHAMPION = prepared('select churn_model_id as id, target from champions where dataset_id = $1');

/** Lists customers by id, segment, score and search. Dataset ids are keys, not global ids. */
export class CustomerListService {
  constructor(
    private readonly deps: {
      readonly dataSource: DataSource;
      readonly datasets: DatasetService;
      readonly memory: FigureMemory;
      readonly contacts: ContactTermsReader;
      readonly audiences: Pick<AudienceStore, 'filters'>;
      readonly files: SnapshotRows;
    } & CustomerColumns,
  ) {}

  /** The customers of a dataset. @throws AppError NOT_FOUND, BAD_USER_INPUT, BAD_CURSOR */
  async list(call: CallContext, datasetId: string, request: ListRequest): Promise<CustomerListPage> {
    const { filter, ...chosen } = await this.#choose(call, datasetId, request.filter ?? {});
    return this.#page(call, chosen, { ...request, filter });
  }

  /** A list to be read from its beginning to its end. @throws AppError NOT_FOUND, BAD_USER_INPUT */
  async open(
    call: CallContext,
    datasetId: string,
    asked: CustomerFilter,
    orderBy: CustomerOrder,
  ): Promise<{ scope: ListScope; order: CustomerOrder }> {
    const { filter, ...chosen } = await this.#choose(call, datasetId, asked);
    return this.#scope(call, chosen, filter, orderBy);
  }

  /** How many customers a filter holds. @throws AppError NOT_FOUND, BAD_USER_INPUT, UNKNOWN_COLUMN */
  async countAll(call: CallContext, datasetId: string, filter: CustomerFilter): Promise<number> {
    const { scope } = await this.open(call, datasetId, filter, 'EXTERNAL_ID_ASC');
    return this.count(call, scope);
  }

  /** A filter with its audiences, and the segments that it chooses, once it has been found right. */
  async #choose(
    call: CallContext,
    datasetId: string,
    asked: CustomerFilter,
  ): Promise<Chosen & { filter: CustomerFilter }> {
    const { customerCount } = await this.deps.datasets.get(call, datasetId, ['datasetId']);
    requireFilter(asked);
    const filter = await withAudiences(this.deps.audiences, datasetId, asked);
    await this.#requireCampaigns(datasetId, filter);
    await this.#requireMaps(datasetId, filter);
    const keys = keysOf(filter);
    const segments = keys === null ? undefined : await this.#findSegments(datasetId, filter, keys);
    return { datasetId, datasetSize: customerCount, segments, filter };
  }

  /** The customers of a segment under its own k, whether or not that is the selected one. @throws AppError BAD_USER_INPUT, BAD_CURSOR */
  async listSegment(call: CallContext, segment: Segment, request: ListRequest): Promise<CustomerListPage> {
    const { datasetId, segmentationId, k, index } = segment;
    const { customerCount } = await this.deps.datasets.get(call, datasetId);
    const segments = { segmentationId, k, indices: [index] };
    return this.#page(call, { datasetId, datasetSize: customerCount, segments }, request);
  }

  /** How many customers a list has. */
  async count(call: CallContext, scope: ListScope): Promise<number> {
    const parameters = new Parameters();
    const rows = await this.#rows(call, this.deps.dataSource.manager, scope, parameters);
    if (rows === 'nobody') return 0;
    if (rows === 'everybody')
      return scope.datasetSize ?? (await this.deps.datasets.get(call, scope.datasetId)).customerCount;
    return this.deps.memory.of(scope.datasetId, ['count', rows, parameters.values], async () => {
      const allAreScored = await this.#allAreScored(this.deps.dataSource.manager, scope);
      return isToldByColumns(scope, allAreScored)
        ? (await rowsByColumns(this.deps, scope)).length
        : this.#countAmong(call, scope);
    });
  }

  async #countAmong(call: CallContext, scope: ListScope): Promise<number> {
    const candidates = await candidatesOf(call, scope, this.deps.files)?.();
    const among = candidates
      ? { source: sourceOf(candidates.rows), told: candidates.exact && asksForConditionsAlone(scope.filter) }
      : undefined;
    const parameters = new Parameters();
    const rows = await this.#rows(call, this.deps.dataSource.manager, scope, parameters, among);
    if (rows === 'nobody') return 0;
    if (rows === 'everybody') return candidates?.rows.length ?? 0;
    const [{ count }] = await this.deps.dataSource.query(
      `select count(*)::int as count from ${rows}`,
      parameters.values,
    );
    return count;
  }

  /** All customers of a list with their standing, as the manager's transaction sees them, by row. */
  async standings(call: CallContext, manager: EntityManager, scope: ListScope): Promise<ListedCustomer[]> {
    const parameters = new Parameters();
    const rows = await this.#rows(call, manager, scope, parameters);
    if (rows === 'nobody') return [];
    const { datasetId, championId } = scope;
    const dataset = parameters.add(datasetId);
    return manager.query<ListedCustomer[]>(
      `select c.row, c.external_id as "externalId", s.probability, s.risk_band as "riskBand",
              s.expected_loss as "expectedLoss", s.has_left as "left", m.key as "segmentKey"
       from current_customers c
       left join customer_scores s on s.churn_model_id = ${parameters.add(championId)}::uuid and s.row = c.row
       left join (select m.row, g.key from customer_segments m
         join active_segments g on g.segmentation_id = m.segmentation_id and g.k = m.k and g.index = m.index
         where g.dataset_id = ${dataset} and g.current) m on m.row = c.row
       where c.dataset_id = ${dataset} ${rows === 'everybody' ? '' : `and c.row in (select row from ${rows})`}
       order by c.row`,
      parameters.values,
    );
  }

  /** The rows of a list as something to select from; only tables with conditions of their own take part in it. */
  async #rows(
    call: CallContext,
    manager: EntityManager,
    scope: ListScope,
    parameters: Parameters,
    { source, told }: Among = { source: EVERYWHERE, told: false },
  ): Promise<string | 'everybody' | 'nobody'> {
    const { filter, segments, championId, datasetId } = scope;
    call.require('VIEWER', datasetId);
    if (segments === null || (championId === null && asksForScore(filter))) return 'nobody';
    const asksForLeft = filter.left != null;
    const byScore = asksForScore(filter) || (asksForLeft && (await this.#allAreScored(manager, scope)));
    const byAttributes = (asksForAttributes(filter) && !told) || (asksForLeft && !byScore);
    if (!byAttributes && segments === undefined && !byScore) return 'everybody';
    const parts: string[] = [];
    if (byScore)
      parts.push(
        `select row from customer_scores s where ${scoreConditions(scope, parameters)} and ${leftByScore(scope)}
          and ${isAmongSql('s.row', source, parameters)}`,
      );
    if (segments)
      parts.push(
        `select row from customer_segments m where ${memberConditions(segments, parameters)}
          and ${isAmongSql('m.row', source, parameters)}`,
      );
    if (byAttributes)
      parts.push(
        `select row from current_customers c where ${customerConditions(scope, parameters, { leftKnown: byScore })}
          and ${isAmongSql('c.row', source, parameters)}`,
      );
    return parts.map((part, i) => `(${part}) t${i}`).join(' natural join ');
  }

  /** @throws AppError NOT_FOUND if the filter names a campaign that the dataset does not have */
  async #requireCampaigns(datasetId: string, filter: CustomerFilter): Promise<void> {
    const named = campaignsIn(filter);
    if (named.length === 0) return;
    const found: { id: string }[] = await this.deps.dataSource.query(
      'select distinct campaign_id as id from known_campaigns where dataset_id = $1 and campaign_id = any($2::uuid[])',
      [datasetId, named.map(({ id }) => id)],
    );
    const missing = named.find(({ id }) => !found.some((own) => own.id === id));
    if (missing) throw notFound('Campaign', toGlobalId('Campaign', missing.id), missing.field);
  }

  /** @throws AppError NOT_FOUND if the filter names a map that the dataset does not have */
  async #requireMaps(datasetId: string, filter: CustomerFilter): Promise<void> {
    for (const { id, field } of mapsIn(filter)) {
      const [{ found }] = await this.deps.dataSource.query(
        'select exists (select from map_points where dataset_id = $1 and segmentation_id = $2) as found',
        [datasetId, id],
      );
      if (!found) throw notFound('Segmentation', toGlobalId('Segmentation', id), field);
    }
  }

  async #page(call: CallContext, chosen: Chosen, request: ListRequest): Promise<CustomerListPage> {
    const { first, after, filter, orderBy } = request;
    const { scope, order } = await this.#scope(call, chosen, filter ?? {}, orderBy);
    const page = readPage(listOf(scope, order), first, after);
    const placed = await findCustomerPage(
      this.deps.dataSource,
      scope,
      order,
      page,
      this.#whereToLook(call, scope),
    );
    const { edges, pageInfo } = toConnection(page, placed, 0, ({ place }) => place);
    return {
      edges: edges.map(({ node: { place, customer } }) => new PlacedEdge(page.list, place, customer)),
      pageInfo,
      scope,
    };
  }

  /** How to find out where the customers of a list may be; null where that is told as soon by all of them. */
  #whereToLook(call: CallContext, scope: ListScope): (() => Promise<RowSource | null>) | null {
    const ask = candidatesOf(call, scope, this.deps.files);
    const { datasetId, datasetSize = 0, filter } = scope;
    const segments = datasetSize < FEWEST_CUSTOMERS ? null : scope.segments;
    if (ask === null && !segments) return null;
    const about = ['candidates', filter.where, filter.audience?.where];
    const byFile = async () => {
      const found = await ask?.();
      return found ? sourceOf(found.rows) : null;
    };
    return async () => {
      const members = segments ? await membersOf(this.deps, scope, segments) : null;
      const told = ask && (await this.deps.memory.of(datasetId, about, byFile));
      return members && told ? bothOf(members, told) : (members ?? told);
    };
  }

  /** Which customers a list has, and the order that it really has. */
  async #scope(
    call: CallContext,
    chosen: Chosen,
    filter: CustomerFilter,
    orderBy: CustomerOrder | null | undefined,
  ): Promise<{ scope: ListScope; order: CustomerOrder }> {
    const { datasetId } = chosen;
    const [champion, rankedBy, columns] = await Promise.all([
      this.#champion(datasetId),
      this.#rankedBy(datasetId, { filter, orderBy }),
      namesColumns(filter) ? this.deps.datasets.columns(call, datasetId) : [],
    ]);
    const scope: ListScope = { ...chosen, ...champion, rankedBy, columns, filter };
    return { scope, order: await effectiveOrder(this.deps.dataSource, scope, orderBy ?? 'EXTERNAL_ID_ASC') };
  }

  /** Whether the scores know of every customer whether they have left. */
  async #allAreScored(
    manager: EntityManager,
    { datasetId, championId }: Pick<ListScope, 'datasetId' | 'championId'>,
  ): Promise<boolean> {
    if (championId === null) return false;
    const compare = async () => {
      const [{ scored }] = await manager.query<[{ scored: number }]>(
        'select count(*)::int as scored from customer_scores where churn_model_id = $1',
        [championId],
      );
      return scored === (await this.deps.datasets.countCustomers(manager, datasetId));
    };
    // A transaction sees what it has changed itself.
    const { manager: outside } = this.deps.dataSource;
    if (manager !== outside) return compare();
    return this.deps.memory.of(datasetId, ['scored', championId], async () => {
      const { count } = await this.deps.columns.of(datasetId, championId);
      return count() === (await this.deps.datasets.countCustomers(manager, datasetId));
    });
  }

  async #champion(datasetId: string): Promise<Pick<ListScope, 'championId' | 'target'>> {
    const [found] = await this.deps.dataSource.query(CHAMPION, [datasetId]);
    return { championId: found?.id ?? null, target: found?.target ?? null };
  }

  /** The terms are read only by lists that depend on them. */
  async #rankedBy(
    datasetId: string,
    { filter, orderBy }: Omit<ListRequest, 'first'>,
  ): Promise<ListScope['rankedBy']> {
    if (orderBy !== 'EXPECTED_GAIN_DESC' && !asksForContacts(filter ?? {})) return 'probability';
    return (await this.deps.contacts.read(datasetId))?.rankedBy ?? 'probability';
  }

  async #findSegments(
    datasetId: string,
    filter: CustomerFilter,
    keys: readonly string[],
  ): Promise<SegmentPlaces | null> {
    const parameters = new Parameters();
    const [found] = await this.deps.dataSource.query<SegmentPlaces[]>(
      `select g.segmentation_id as "segmentationId", g.k, array_agg(g.index) as indices from active_segments g
       where g.dataset_id = ${parameters.add(datasetId)} and g.key = any(${parameters.add(keys)})
         and ${chosenK(filter, parameters)} group by 1, 2`,
      parameters.values,
    );
    return found ?? null;
  }
}
