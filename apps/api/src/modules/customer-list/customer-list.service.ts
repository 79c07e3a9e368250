import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { type Connection, readPage, toConnection } from '../../platform/graphql/connection.js';
import type { Customer } from '../customers/index.js';
import type { DatasetService } from '../datasets/index.js';
import type { Segment } from '../segmentation/index.js';
import {
  asksForScore,
  customerConditions,
  type ListScope,
  memberConditions,
  Parameters,
  requireFilter,
  type SegmentPlace,
  scoreConditions,
} from './customer-conditions.js';
import type { CustomerFilter, CustomerOrder } from './customer-list.inputs.js';
import { effectiveOrder, listOf } from './customer-order.js';
import { readCustomerPage } from './customer-page.js';

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

/** Lists customers by id, segment, score and search. Dataset ids are keys, not global ids. */
export class CustomerListService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly datasets: DatasetService,
  ) {}

  /** The customers of a dataset. @throws AppError NOT_FOUND, BAD_USER_INPUT, BAD_CURSOR */
  async list(call: CallContext, datasetId: string, request: ListRequest): Promise<CustomerListPage> {
    await this.datasets.get(call, datasetId, ['datasetId']);
    const key = request.filter?.segmentKey;
    const segment = key == null ? undefined : await this.#findSegment(datasetId, key);
    return this.#page(datasetId, segment, request);
  }

  /** The customers of a segment under its own k, whether or not that is the selected one. @throws AppError BAD_USER_INPUT, BAD_CURSOR */
  async listSegment(call: CallContext, segment: Segment, request: ListRequest): Promise<CustomerListPage> {
    const { datasetId, segmentationId, k, index } = segment;
    call.require('VIEWER', datasetId);
    return this.#page(datasetId, { segmentationId, k, index }, request);
  }

  /** How many customers a list has. */
  async count(call: CallContext, scope: ListScope): Promise<number> {
    const { filter, segment, championId, datasetId } = scope;
    call.require('VIEWER', datasetId);
    if (segment === null || (championId === null && asksForScore(filter))) return 0;
    const asksForAttributes = Boolean(filter.search?.trim()) || filter.left != null;
    if (!asksForAttributes && segment === undefined && !asksForScore(filter)) {
      return (await this.datasets.get(call, datasetId)).customerCount;
    }
    // Each table selects the rows that meet its own conditions; only tables with conditions take part.
    const parameters = new Parameters();
    const parts: string[] = [];
    if (asksForScore(filter))
      parts.push(`select row from customer_scores s where ${scoreConditions(scope, parameters)}`);
    if (segment)
      parts.push(`select row from customer_segments m where ${memberConditions(segment, parameters)}`);
    if (asksForAttributes)
      parts.push(`select row from current_customers c where ${customerConditions(scope, parameters)}`);
    const from = parts.map((part, i) => `(${part}) t${i}`).join(' natural join ');
    const [{ count }] = await this.dataSource.query(
      `select count(*)::int as count from ${from}`,
      parameters.values,
    );
    return count;
  }

  async #page(
    datasetId: string,
    segment: SegmentPlace | null | undefined,
    { first, after, filter, orderBy }: ListRequest,
  ): Promise<CustomerListPage> {
    requireFilter(filter ?? {});
    const scope: ListScope = {
      datasetId,
      segment,
      ...(await this.#champion(datasetId)),
      filter: filter ?? {},
    };
    const order = await effectiveOrder(this.dataSource, scope, orderBy ?? 'EXTERNAL_ID_ASC');
    const page = readPage(listOf(scope, order), first, after);
    const placed = await readCustomerPage(this.dataSource, scope, order, page);
    const { edges, pageInfo } = toConnection(page, placed, 0, ({ place }) => place);
    return {
      edges: edges.map(({ cursor, node }) => ({ cursor, node: node.customer })),
      pageInfo,
      scope,
    };
  }

  async #champion(datasetId: string): Promise<Pick<ListScope, 'championId' | 'target'>> {
    const [found] = await this.dataSource.query(
      'select churn_model_id as id, target from champions where dataset_id = $1',
      [datasetId],
    );
    return { championId: found?.id ?? null, target: found?.target ?? null };
  }

  async #findSegment(datasetId: string, key: string): Promise<SegmentPlace | null> {
    const [found] = await this.dataSource.query<SegmentPlace[]>(
      'select segmentation_id as "segmentationId", k, index from current_segments where dataset_id = $1 and key = $2',
      [datasetId, key],
    );
    return found ?? null;
  }
}
