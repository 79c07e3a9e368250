import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { CallContext } from '../../platform/call/call-context.js';
import { listBy, SCAN } from '../../platform/graphql/complexity.js';
import { AFTER } from '../../platform/graphql/connection.js';
import { requireKey } from '../../platform/graphql/read-global-id.js';
import { CustomerConnection } from '../customers/index.js';
import { Dataset } from '../datasets/index.js';
import { Segment } from '../segmentation/index.js';
import { withKeys } from './audiences/audience-filter.js';
import { CustomerFilter, CustomerOrder } from './customer-list.inputs.js';
import type { CustomerListPage, CustomerListService } from './customer-list.service.js';

const FIRST = { nullable: true, defaultValue: 50, description: 'Number of entries, 1..100.' };
const FILTER = { nullable: true, description: 'Which customers to list. Default: all.' };
/** The list may be sorted and counted, and a customer is read with all its attributes. */
const PAGE = listBy('first', { work: SCAN / 2, each: 5 });
const ORDER = { nullable: true, description: 'Default: by ID.' };

function readIds(filter: CustomerFilter | null): CustomerFilter | null {
  return filter && withKeys(filter, requireKey);
}

/** Resolves lists of customers, and counts them if the count is requested. */
@Resolver(() => CustomerConnection)
export class CustomerListResolver {
  constructor(readonly lists: CustomerListService) {}

  @Authorized('VIEWER')
  @Query(() => CustomerConnection, { complexity: PAGE, description: 'Customers of a dataset.' })
  customers(
    @Ctx() call: CallContext,
    @Arg('datasetId', () => ID, { description: 'ID of a dataset.' }) datasetId: string,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('filter', () => CustomerFilter, FILTER) filter: CustomerFilter | null,
    @Arg('orderBy', () => CustomerOrder, ORDER) orderBy: CustomerOrder | null,
  ): Promise<CustomerListPage> {
    const key = requireKey('Dataset', datasetId, ['datasetId']);
    return this.lists.list(call, key, { first: first ?? 50, after, filter: readIds(filter), orderBy });
  }

  @FieldResolver(() => Int, { description: 'The number of entries in the whole list.' })
  totalCount(@Root() page: CustomerListPage, @Ctx() call: CallContext): Promise<number> {
    // Once, under however many aliases.
    page.counted ??= this.lists.count(call, page.scope);
    return page.counted;
  }
}

/** The customers of a dataset. */
@Resolver(() => Dataset)
export class DatasetCustomersFields {
  constructor(readonly lists: CustomerListService) {}

  @FieldResolver(() => CustomerConnection, { complexity: PAGE, description: 'Its customers.' })
  customers(
    @Ctx() call: CallContext,
    @Root() { id }: Dataset,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('filter', () => CustomerFilter, FILTER) filter: CustomerFilter | null,
    @Arg('orderBy', () => CustomerOrder, ORDER) orderBy: CustomerOrder | null,
  ): Promise<CustomerListPage> {
    return this.lists.list(call, id, { first: first ?? 50, after, filter: readIds(filter), orderBy });
  }
}

/** The customers of a segment. */
@Resolver(() => Segment)
export class SegmentCustomersFields {
  constructor(readonly lists: CustomerListService) {}

  @FieldResolver(() => CustomerConnection, { complexity: PAGE, description: 'Its customers.' })
  customers(
    @Ctx() call: CallContext,
    @Root() segment: Segment,
    @Arg('first', () => Int, FIRST) first: number | null,
    @Arg('after', () => String, AFTER) after: string | null,
    @Arg('orderBy', () => CustomerOrder, ORDER) orderBy: CustomerOrder | null,
  ): Promise<CustomerListPage> {
    return this.lists.listSegment(call, segment, { first: first ?? 50, after, orderBy });
  }
}
