import { MAX_CUSTOMER_ID_LENGTH, MAX_UPSERTED_CUSTOMERS } from '@holdfast/schema';
import type { EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import { AppError } from '../../platform/errors/app-error.js';
import { answerOnce } from '../../platform/idempotency/answer-once.js';
import {
  type CustomerValues,
  type DatasetColumn,
  type DatasetService,
  deriveValues,
  NOBODY,
} from '../datasets/index.js';
import type { AttributeValue } from './customer.entity.js';
import type { CustomerInput } from './customer.inputs.js';
import { readAttributes } from './read-attributes.js';

/** Customers to write, ids as keys. */
export interface UpsertRequest {
  readonly datasetId: string;
  readonly customers: readonly CustomerInput[];
  readonly idempotencyKey?: string | null;
  /** Whether attributes that are not named become missing. Default: they stay. */
  readonly replace?: boolean | null;
}

/** A customer to write: what is named of it. */
interface NamedAttributes {
  readonly externalId: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** How many customers were created and how many were updated. */
export interface UpsertCounts {
  readonly created: number;
  readonly updated: number;
}

/**
 * Creates customers, or changes what is named of them, in the manager's transaction; writes nothing if the same call was answered before.
 * @throws AppError see `CustomerService.upsert`
 */
export async function upsertCustomers(
  call: CallContext,
  manager: EntityManager,
  datasets: DatasetService,
  request: UpsertRequest,
  columns: readonly DatasetColumn[],
  today: Date,
): Promise<UpsertCounts> {
  const { datasetId } = request;
  const named = readCustomers(request, columns);
  const replace = request.replace ?? false;
  const key = readKey(request.idempotencyKey);
  // Whom it writes is noted as they are written; their scores and memberships change in transactions of their own.
  await datasets.lockForChange(manager, datasetId, NOBODY);
  const input = replace ? [named, 'replace'] : named;
  return answerOnce(
    manager,
    { part: datasetId, use: 'upsertCustomers', key, input, of: 'customers' },
    async () => {
      const kept = columns.filter(({ role }) => role !== 'CUSTOMER_ID');
      // Of whom everything is named, nothing that is stored matters.
      const partly = replace ? [] : named.filter(({ attributes }) => !hasAll(attributes, kept));
      const stored = await findAttributes(manager, datasetId, partly);
      const customers = named.map((customer) =>
        complete(customer, stored.get(customer.externalId), kept, today),
      );
      const { created, updated } = await datasets.writeCustomers(call, manager, datasetId, customers);
      return { created, updated };
    },
  );
}

function readCustomers({ customers }: UpsertRequest, columns: readonly DatasetColumn[]): NamedAttributes[] {
  if (customers.length < 1 || customers.length > MAX_UPSERTED_CUSTOMERS) {
    throw new AppError(
      'BAD_USER_INPUT',
      `customers has ${customers.length} entries; it must have 1..${MAX_UPSERTED_CUSTOMERS}.`,
      { field: ['customers'] },
    );
  }
  const seen = new Set<string>();
  const byName = new Map(columns.map((column) => [column.name, column]));
  return customers.map((input, index) => {
    const field = ['customers', String(index)];
    const externalId = readText('externalId', input.externalId, [...field, 'externalId']);
    if (seen.has(externalId)) {
      throw new AppError(
        'DUPLICATE_CUSTOMER_ID',
        `"${externalId}" is listed twice; it may be listed once per call.`,
        {
          field: [...field, 'externalId'],
        },
      );
    }
    seen.add(externalId);
    return { externalId, attributes: readAttributes(input.attributes, byName, [...field, 'attributes']) };
  });
}

/** What is stored of these customers. */
async function findAttributes(
  manager: EntityManager,
  datasetId: string,
  customers: readonly NamedAttributes[],
): Promise<Map<string, Record<string, AttributeValue>>> {
  if (customers.length === 0) return new Map();
  const found: { externalId: string; attributes: Record<string, AttributeValue> }[] = await manager.query(
    `select external_id as "externalId", attributes from current_customers
     where dataset_id = $1 and external_id = any($2)`,
    [datasetId, customers.map(({ externalId }) => externalId)],
  );
  return new Map(found.map(({ externalId, attributes }) => [externalId, attributes]));
}

function hasAll(attributes: object, columns: readonly DatasetColumn[]): boolean {
  return columns.every(({ name }) => Object.hasOwn(attributes, name));
}

/**
 * A customer with every column of the dataset but the id: as named, else as it was, else missing. What imports compute from columns that
 * are named is computed from them.
 */
function complete(
  { externalId, attributes: named }: NamedAttributes,
  stored: Readonly<Record<string, AttributeValue>> | undefined,
  kept: readonly DatasetColumn[],
  today: Date,
): CustomerValues {
  // "constructor" is a name like any other; only what was given counts, not what every object has.
  const attributes: Record<string, AttributeValue> = Object.create(null);
  for (const { name } of kept)
    attributes[name] = Object.hasOwn(named, name)
      ? named[name]!
      : stored !== undefined && Object.hasOwn(stored, name)
        ? stored[name]!
        : null;
  Object.assign(attributes, deriveValues(kept, attributes, named, today));
  let words = externalId;
  for (const { name, type } of kept) {
    const text = type === 'TEXT' ? (attributes[name] ?? '') : '';
    if (text !== '') words += ` ${text}`;
  }
  return { externalId, attributes, searchText: words.toLowerCase() };
}

function readKey(key: string | null | undefined): string | null {
  return key == null ? null : readText('idempotencyKey', key, ['idempotencyKey']);
}

function readText(name: string, given: string, field: readonly string[]): string {
  const text = given.trim();
  if (text.length >= 1 && text.length <= MAX_CUSTOMER_ID_LENGTH) return text;
  throw new AppError(
    'BAD_USER_INPUT',
    `${name} has ${text.length} characters; it must have 1..${MAX_CUSTOMER_ID_LENGTH}.`,
    { field },
  );
}
