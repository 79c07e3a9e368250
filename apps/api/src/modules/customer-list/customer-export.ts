import { createWriteStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { readPage } from '../../platform/graphql/connection.js';
import type { Customer } from '../customers/index.js';
import type { DatasetColumn, DatasetService } from '../datasets/index.js';
import type { ListScope } from './customer-conditions.js';
import type { CustomerFilter, CustomerOrder } from './customer-list.inputs.js';
import type { CustomerListService } from './customer-list.service.js';
import { listOf } from './customer-order.js';
import { readCustomerPage } from './customer-page.js';
import { type ExportForm, exportName, placesOf, USUAL_FORM } from './export-form.js';
import { type ParquetCell, type ParquetColumn, type ParquetWorkshop, writeParquet } from './write-parquet.js';

/** Customers read and written together. */
const BATCH = 1000;

/** What stands beside the attributes of a customer. */
interface Standing {
  readonly row: number;
  readonly segment: string | null;
  readonly probability: number | null;
  readonly riskBand: string | null;
  readonly left: boolean | null;
  readonly heldOutOf: string | null;
}

const STANDING = [
  { name: 'segment', type: 'VARCHAR' },
  { name: 'churn_probability', type: 'DOUBLE' },
  { name: 'risk_band', type: 'VARCHAR' },
  { name: 'has_left', type: 'BOOLEAN' },
  { name: 'held_out_of', type: 'VARCHAR' },
] as const;

/** What stands beside the members of a campaign as well. */
export interface MemberNotes {
  readonly arm: string;
  readonly reason: string | null;
  readonly action: string | null;
}

/** Tells about members of a campaign, by row. */
export type DescribeMembers = (
  call: CallContext,
  campaignId: string,
  rows: readonly number[],
) => Promise<ReadonlyMap<number, MemberNotes>>;

const NOTES = ['arm', 'reason', 'suggested_action'].map((name) => ({ name, type: 'VARCHAR' }) as const);

/** What the export depends on. */
export interface CustomerExportDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetService;
  readonly lists: CustomerListService;
  readonly describeMembers: DescribeMembers;
  /** Where a Parquet file is written. */
  readonly files: ParquetWorkshop;
  readonly clock: Clock;
}

/** Which list is written into a file, and how. */
export interface WrittenList {
  readonly datasetId: string;
  readonly filter: CustomerFilter;
  readonly orderBy: CustomerOrder;
  readonly format: 'CSV' | 'JSON_LINES' | 'PARQUET';
}

/** A list to be written: its columns, and its rows some at a time, a cell a column. */
interface OpenList {
  readonly columns: readonly ParquetColumn[];
  readonly rows: AsyncGenerator<ParquetCell[][]>;
}

/** Writes lists of customers: the id, every attribute in the order of the columns, segment, score, and what they are held out of. */
export class CustomerExport {
  constructor(private readonly deps: CustomerExportDependencies) {}

  /** What a file with a list of a dataset is called, without its ending. @throws AppError NOT_FOUND */
  async nameOf(call: CallContext, datasetId: string, list: string): Promise<string> {
    const { name } = await this.deps.datasets.get(call, datasetId);
    return exportName(name, list, this.deps.clock.now());
  }

  /**
   * A list as CSV, piece by piece; the rows are those of `customers` with the same filter and order. A cell that a
   * spreadsheet would take for a formula begins with an apostrophe.
   * @throws AppError NOT_FOUND, BAD_USER_INPUT before the first piece
   */
  async csv(
    call: CallContext,
    datasetId: string,
    filter: CustomerFilter,
    orderBy: CustomerOrder,
    form = USUAL_FORM,
  ): Promise<AsyncIterable<string>> {
    const { columns, rows } = await this.#open(call, datasetId, filter, orderBy, form);
    const pieces = csvOf(
      columns.map(({ name }) => name),
      rows,
      form.decimal,
    );
    // The first is made before anything is sent: whatever is wrong with the list shows then.
    return followedBy(await pieces.next(), pieces);
  }

  /**
   * A list as an open Parquet file, which its reader closes; the rows are those of `customers` with the same filter and
   * order.
   * @throws AppError NOT_FOUND, BAD_USER_INPUT
   */
  async parquet(
    call: CallContext,
    datasetId: string,
    filter: CustomerFilter,
    orderBy: CustomerOrder,
    form = USUAL_FORM,
  ): Promise<FileHandle> {
    const { columns, rows } = await this.#open(call, datasetId, filter, orderBy, form);
    return writeParquet(this.deps.files, columns, rows, call.signal);
  }

  /**
   * Writes a list into a file; the rows are those of `customers` with the same filter and order. Returns how many there are.
   * @throws AppError NOT_FOUND, BAD_USER_INPUT
   */
  async write(call: CallContext, list: WrittenList, path: string): Promise<number> {
    const { columns, rows } = await this.#open(call, list.datasetId, list.filter, list.orderBy);
    let count = 0;
    const counted = (async function* () {
      for await (const some of rows) {
        count += some.length;
        yield some;
      }
    })();
    const file = createWriteStream(path, { mode: 0o600 });
    await pipeline(await this.#bytesOf(call, list.format, columns, counted), file);
    return count;
  }

  async #bytesOf(
    call: CallContext,
    format: WrittenList['format'],
    columns: readonly ParquetColumn[],
    rows: AsyncGenerator<ParquetCell[][]>,
  ): Promise<Readable> {
    if (format === 'PARQUET') {
      const file = await writeParquet(this.deps.files, columns, rows, call.signal);
      return file.createReadStream();
    }
    const names = columns.map(({ name }) => name);
    return Readable.from(format === 'CSV' ? csvOf(names, rows) : jsonLinesOf(names, rows));
  }

  async #open(
    call: CallContext,
    datasetId: string,
    filter: CustomerFilter,
    orderBy: CustomerOrder,
    form = USUAL_FORM,
  ): Promise<OpenList> {
    const { scope, order } = await this.deps.lists.open(call, datasetId, filter, orderBy);
    const stored = await this.deps.datasets.columns(call, datasetId);
    const attributes = stored.filter(({ role }) => role !== 'CUSTOMER_ID');
    const id = stored.find(({ role }) => role === 'CUSTOMER_ID')?.name ?? 'customer_id';
    const taken = [id, ...attributes.map(({ name }) => name)];
    const beside = filter.campaignId == null ? STANDING : [...STANDING, ...NOTES];
    const columns = [
      { name: id, type: 'VARCHAR' } as const,
      ...attributes.map((column) => ({ name: column.name, type: parquetType(column) })),
      ...distinctNames(beside, taken).map((name, i) => ({ name, type: beside[i]!.type })),
    ];
    const rows = this.#rows(
      call,
      scope,
      order,
      attributes.map(({ name }) => name),
    );
    const places = placesOf(columns, form.columns);
    return { columns: places.map((place) => columns[place]!), rows: atPlaces(rows, places) };
  }

  async *#rows(
    call: CallContext,
    scope: ListScope,
    order: CustomerOrder,
    attributes: readonly string[],
  ): AsyncGenerator<ParquetCell[][]> {
    const { dataSource } = this.deps;
    const page = { ...readPage(listOf(scope, order), 1, null), first: BATCH };
    for (let after: typeof page.after = null; ; ) {
      call.signal.throwIfAborted();
      const placed = (await readCustomerPage(dataSource, scope, order, { ...page, after })).slice(0, BATCH);
      const customers = placed.map(({ customer }) => customer);
      const standings = await this.#standings(scope, customers);
      const notes = await this.#notes(call, scope, customers);
      yield customers.map((customer) => {
        const cells = cellsOf(customer, attributes, standings.get(customer.row));
        return notes ? [...cells, ...noteCells(notes.get(customer.row))] : cells;
      });
      if (placed.length < BATCH) return;
      after = placed.at(-1)!.place;
    }
  }

  /** Of a list of a campaign's members. */
  async #notes(call: CallContext, { filter: { campaignId } }: ListScope, customers: readonly Customer[]) {
    if (campaignId == null) return null;
    return this.deps.describeMembers(
      call,
      campaignId,
      customers.map(({ row }) => row),
    );
  }

  async #standings(
    { datasetId, championId, filter }: ListScope,
    customers: readonly Customer[],
  ): Promise<Map<number, Standing>> {
    const found = await this.deps.dataSource.query<Standing[]>(
      `select k.row, g.name as segment, s.probability, s.risk_band as "riskBand", s.has_left as "left", h.of as "heldOutOf"
       from unnest($3::int[]) as k (row)
       left join customer_scores s on s.churn_model_id = $2 and s.row = k.row
       left join (customer_segments m join active_segments g
         on g.dataset_id = $1 and case when $4::int is null then g.current else g.k = $4 end and g.segmentation_id = m.segmentation_id and g.k = m.k and g.index = m.index)
         on m.row = k.row
       cross join lateral (
         select string_agg(coalesce(o.campaign, 'everything'), '; ' order by o.campaign_id nulls first, o.since) as of
         from customers_held_out o where o.dataset_id = $1 and o.row = k.row
       ) h`,
      [datasetId, championId, customers.map(({ row }) => row), filter.segmentK ?? null],
    );
    return new Map(found.map((standing) => [standing.row, standing]));
  }
}

async function* atPlaces(rows: AsyncGenerator<ParquetCell[][]>, places: readonly number[]) {
  for await (const some of rows) yield some.map((cells) => places.map((place) => cells[place]!));
}

async function* followedBy(first: IteratorResult<string>, rest: AsyncGenerator<string>) {
  if (!first.done) yield first.value;
  yield* rest;
}

/** The names of what stands beside the attributes, other than theirs. */
function distinctNames(beside: readonly { readonly name: string }[], taken: readonly string[]): string[] {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  return beside.map(({ name }) => (names.has(name) ? `holdfast_${name}` : name));
}

function parquetType({ type, withTime }: DatasetColumn): ParquetColumn['type'] {
  if (type === 'DATE') return withTime ? 'TIMESTAMP' : 'DATE';
  return type === 'NUMBER' ? 'DOUBLE' : type === 'BOOLEAN' ? 'BOOLEAN' : 'VARCHAR';
}

function cellsOf({ externalId, attributes }: Customer, names: readonly string[], standing?: Standing) {
  const {
    segment = null,
    probability = null,
    riskBand = null,
    left = null,
    heldOutOf = null,
  } = standing ?? {};
  const own = names.map((name) => attributes[name] ?? null);
  return [externalId, ...own, segment, probability, riskBand, left, heldOutOf];
}

function noteCells({ arm, reason, action }: Partial<MemberNotes> = {}): ParquetCell[] {
  return [arm ?? null, reason ?? null, action ?? null];
}

async function* csvOf(
  names: readonly string[],
  rows: AsyncIterable<ParquetCell[][]>,
  decimal: ExportForm['decimal'] = '.',
): AsyncGenerator<string> {
  let head = toCsv([[...names]], decimal);
  for await (const some of rows) {
    yield head + toCsv(some, decimal);
    head = '';
  }
}

async function* jsonLinesOf(
  names: readonly string[],
  rows: AsyncIterable<ParquetCell[][]>,
): AsyncGenerator<string> {
  for await (const some of rows) {
    const lines = some.map((cells) =>
      JSON.stringify(Object.fromEntries(names.map((name, i) => [name, cells[i]]))),
    );
    yield lines.map((line) => `${line}\n`).join('');
  }
}

function toCsv(rows: readonly unknown[][], decimal: ExportForm['decimal']): string {
  return stringify(rows as unknown[][], {
    delimiter: decimal === ',' ? ';' : ',',
    escape_formulas: true,
    cast: {
      boolean: (value) => String(value),
      // A negative number is no formula.
      number: (value) => ({ value: String(value).replace('.', decimal), escape_formulas: false }),
    },
  });
}
