import { createHash } from 'node:crypto';
import { MAX_UPSERTED_CUSTOMERS } from '@holdfast/schema';
import type { EntityManager } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import type { DatasetColumn, DatasetService } from '../datasets/index.js';
import type { AttributeValue } from './customer.entity.js';
import type { CustomerInput } from './customer.inputs.js';
import { readAttributes } from './read-attributes.js';

/** Customers to write, ids as keys. */
export interface UpsertRequest {
  readonly datasetId: string;
  readonly customers: readonly CustomerInput[];
  readonly idempotencyKey?: string | null;
}

/** How many customers were new and how many were there. */
export interface UpsertCounts {
  readonly created: number;
  readonly updated: number;
}

interface NewCustomer {
  readonly externalId: string;
  readonly attributes: Record<string, AttributeValue>;
  readonly searchText: string;
}

const MAX_TEXT = 200;

/**
 * Creates or replaces customers in the manager's transaction; answers with the rows that changed, none where the same
 * call was answered before. @throws AppError see `CustomerService.upsert`
 */
export async function upsertCustomers(
  manager: EntityManager,
  datasets: DatasetService,
  request: UpsertRequest,
  columns: readonly DatasetColumn[],
): Promise<UpsertCounts & { rows: number[] }> {
  const { datasetId } = request;
  const customers = readCustomers(request, columns);
  const key = readKey(request.idempotencyKey);
  // Locks the dataset: two calls that create customers must not give out the same row.
  await datasets.noteChange(manager, datasetId, 0);
  const sha256 = createHash('sha256').update(JSON.stringify(customers)).digest('hex');
  const before = key && (await findAnswer(manager, datasetId, key, sha256));
  if (before) return { ...before, rows: [] };
  const { rows, created } = await write(manager, datasetId, customers);
  await datasets.noteChange(manager, datasetId, created);
  const counts = { created, updated: customers.length - created };
  if (key) {
    await manager.query(
      `insert into customer_upserts (dataset_id, idempotency_key, request_sha256, created, updated) values ($1, $2, $3, $4, $5)`,
      [datasetId, key, sha256, counts.created, counts.updated],
    );
  }
  return { ...counts, rows };
}

function readCustomers({ customers }: UpsertRequest, columns: readonly DatasetColumn[]): NewCustomer[] {
  if (customers.length < 1 || customers.length > MAX_UPSERTED_CUSTOMERS) {
    throw new AppError(
      'BAD_USER_INPUT',
      `customers has ${customers.length} entries; it must have 1..${MAX_UPSERTED_CUSTOMERS}.`,
      { field: ['customers'] },
    );
  }
  const texts = columns.filter(({ type, role }) => type === 'TEXT' && role !== 'CUSTOMER_ID');
  const seen = new Set<string>();
  return customers.map((input, index) => {
    const field = ['customers', String(index)];
    const externalId = readText('externalId', input.externalId, [...field, 'externalId']);
    if (seen.has(externalId)) {
      throw new AppError('DUPLICATE_CUSTOMER_ID', `"${externalId}" is named twice; once a call is enough.`, {
        field: [...field, 'externalId'],
      });
    }
    seen.add(externalId);
    const attributes = readAttributes(input.attributes, columns, [...field, 'attributes']);
    const words = [externalId, ...texts.map(({ name }) => attributes[name] ?? '')].filter(
      (word) => word !== '',
    );
    return { externalId, attributes, searchText: words.join(' ').toLowerCase() };
  });
}

function readKey(key: string | null | undefined): string | null {
  return key == null ? null : readText('idempotencyKey', key, ['idempotencyKey']);
}

function readText(name: string, given: string, field: readonly string[]): string {
  const text = given.replaceAll('\0', '').trim();
  if (text.length >= 1 && text.length <= MAX_TEXT) return text;
  throw new AppError(
    'BAD_USER_INPUT',
    `${name} has ${text.length} characters; it must have 1..${MAX_TEXT}.`,
    { field },
  );
}

async function findAnswer(
  manager: EntityManager,
  datasetId: string,
  key: string,
  sha256: string,
): Promise<UpsertCounts | null> {
  const [found] = await manager.query(
    'select request_sha256, created, updated from customer_upserts where dataset_id = $1 and idempotency_key = $2',
    [datasetId, key],
  );
  if (!found) return null;
  if (found.request_sha256 === sha256) return { created: found.created, updated: found.updated };
  throw new AppError(
    'CONFLICT',
    `idempotencyKey "${key}" was used for other customers; every call needs its own.`,
    {
      field: ['idempotencyKey'],
    },
  );
}

async function write(
  manager: EntityManager,
  datasetId: string,
  customers: readonly NewCustomer[],
): Promise<{ rows: number[]; created: number }> {
  const written: { row: number; created: boolean }[] = await manager.query(
    `with given as (
       select * from unnest($2::text[], $3::jsonb[], $4::text[]) with ordinality as g (external_id, attributes, search_text, n)
     ), numbered as (
       select g.*, c.row as old_row, row_number() over (partition by c.row is null order by n)
         + (select coalesce(max(row), -1) from customers where dataset_id = $1) as new_row
       from given g left join customers c on c.dataset_id = $1 and c.external_id = g.external_id
     )
     insert into customers (dataset_id, row, external_id, attributes, search_text)
     select $1, coalesce(old_row, new_row), external_id, attributes, search_text from numbered
     on conflict (dataset_id, row) do update
       set attributes = excluded.attributes, search_text = excluded.search_text, updated_at = now()
     returning row, xmax = 0 as created`,
    [
      datasetId,
      customers.map(({ externalId }) => externalId),
      customers.map(({ attributes }) => JSON.stringify(attributes)),
      customers.map(({ searchText }) => searchText),
    ],
  );
  return { rows: written.map(({ row }) => row), created: written.filter(({ created }) => created).length };
}
