import type { EntityManager } from 'typeorm';
import { copyTuples } from '../../platform/database/copy-tuples.js';
import { type AppError, notFound } from '../../platform/errors/app-error.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { countChange, type TouchedRows } from './changed-rows.js';
import { layoutOf } from './customer-layouts.js';
import { CUSTOMER_COLUMNS, customerTuples } from './import/customer-tuples.js';
import type { CustomerRows } from './import/write-customers.js';
import { removeHistories } from './purchases/purchase-store.js';

/** A customer as it is written. */
export interface CustomerValues {
  readonly externalId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Lower-case text for search. */
  readonly searchText: string;
}

/** The result of a write. */
export interface WrittenCustomers {
  readonly rows: number[];
  readonly created: number;
  readonly updated: number;
}

/** Deletes a slice's data about customers in the transaction of `manager`; returns how many of each thing there were. */
export type RemovalStep = (
  manager: EntityManager,
  datasetId: string,
  rows: readonly number[],
) => Promise<Record<string, number>>;

/**
 * Looks, in the transaction of `manager`, at customers who are about to be written by an import, beside those that are stored
 * still: the relation `given`, in SQL, has their external_id, and the cells and names of their attributes.
 */
export type MergeStep = (manager: EntityManager, datasetId: string, given: string) => Promise<void>;

/** A dataset locked for a change: the number of the change, and the first unused row number. */
interface Change {
  readonly revision: string;
  readonly nextRow: number;
}

/** Rows that each step removes per statement. */
const REMOVED_AT_ONCE = 5000;

/**
 * Writes the table `customers` in the caller's transaction. Every write locks the dataset first, so that its changes
 * happen one after the other, each with a revision of its own.
 */
export class CustomerTable {
  readonly #removalSteps: RemovalStep[] = [];
  readonly #mergeSteps: MergeStep[] = [];

  /** Registers a step that runs when customers are removed. Called while slices are constructed. */
  onRemoval(step: RemovalStep): void {
    this.#removalSteps.push(step);
  }

  /** Registers a step that runs before an import changes customers. Called while slices are constructed. */
  onMerge(step: MergeStep): void {
    this.#mergeSteps.push(step);
  }

  /** How many of these ids a dataset has; each may be given once. */
  async count(manager: EntityManager, datasetId: string, externalIds: readonly string[]): Promise<number> {
    const [{ count }] = await manager.query(
      'select count(*)::int as count from customers where dataset_id = $1 and external_id = any($2)',
      [datasetId, externalIds],
    );
    return count;
  }

  /** Creates or replaces customers by external id; each id may occur once. */
  async write(
    manager: EntityManager,
    datasetId: string,
    customers: readonly CustomerValues[],
  ): Promise<WrittenCustomers> {
    const known = new Set<string>();
    for (const { attributes } of customers) for (const name of Object.keys(attributes)) known.add(name);
    const names = [...known];
    const layout = await layoutOf(manager, datasetId, names);
    const { revision, nextRow } = await beginChange(manager, datasetId);
    const written: { row: number; created: boolean }[] = await manager.query(
      `with given as (
         select * from unnest($2::text[], $3::text[], $4::text[]) with ordinality as g (external_id, cells, search_text, n)
       ), ${numbered('$5')}
       insert into customers (dataset_id, row, external_id, layout, cells, search_text, revision)
       select $1, coalesce(old_row, new_row), external_id, $7, cells, search_text, $6 from numbered ${REPLACING}
       returning row, xmax = 0 as created`,
      [
        datasetId,
        customers.map(({ externalId }) => externalId),
        customers.map(({ attributes }) => toCells(names, attributes)),
        customers.map(({ searchText }) => searchText),
        nextRow,
        revision,
        layout,
      ],
    );
    const created = written.filter((customer) => customer.created).length;
    await endChange(manager, datasetId, created, created);
    return { rows: written.map(({ row }) => row), created, updated: written.length - created };
  }

  /** Fills an empty dataset with an import's customers, who are numbered in their order. Returns how many there are. */
  async fill(
    manager: EntityManager,
    datasetId: string,
    given: CustomerRows,
    signal?: AbortSignal,
  ): Promise<number> {
    const layout = await layoutOf(manager, datasetId, namesOf(given));
    const tuples = customerTuples(given, layout);
    const count = await copyTuples(manager, 'customers', CUSTOMER_COLUMNS, tuples, signal);
    await manager.query('update datasets set customer_count = $2, next_row = $2 where id = $1', [
      datasetId,
      count,
    ]);
    return count;
  }

  /**
   * Creates or replaces customers by external id of an import. Those who are not in it and `gone` are removed: all others,
   * or others who have purchases, which say nothing of them as of now.
   */
  async merge(
    manager: EntityManager,
    datasetId: string,
    given: CustomerRows,
    { gone }: { readonly gone: 'nobody' | 'others' | 'other buyers' },
    signal?: AbortSignal,
  ): Promise<{ created: number; updated: number; removed: number }> {
    await manager.query('create temp table given (like customers including defaults) on commit drop');
    const layout = await layoutOf(manager, datasetId, namesOf(given));
    await copyTuples(manager, 'given', CUSTOMER_COLUMNS, customerTuples(given, layout), signal);
    await manager.query('analyze given');
    const removed =
      gone === 'nobody' ? 0 : await this.#removeOthers(manager, datasetId, gone === 'other buyers');
    const named =
      '(select g.*, l.names from given g join customer_layouts l on l.dataset_id = g.dataset_id and l.number = g.layout)';
    for (const step of this.#mergeSteps) await step(manager, datasetId, named);
    const { revision, nextRow } = await beginChange(manager, datasetId);
    const [{ created, updated }] = await manager.query(
      `with given as (select external_id, layout, cells, search_text, row as n from given), ${numbered('$2')},
       written as (
         insert into customers (dataset_id, row, external_id, layout, cells, search_text, revision)
         select $1, coalesce(old_row, new_row), external_id, layout, cells, search_text, $3 from numbered ${REPLACING}
         returning xmax = 0 as created
       )
       select count(*) filter (where created)::int as created, count(*) filter (where not created)::int as updated
       from written`,
      [datasetId, nextRow, revision],
    );
    await endChange(manager, datasetId, created, created);
    return { created, updated, removed };
  }

  /** Removes customers and, through the registered steps, all data about them. Returns how many of each thing there were. */
  async remove(
    manager: EntityManager,
    datasetId: string,
    rows: readonly number[],
  ): Promise<Record<string, number>> {
    await beginChange(manager, datasetId);
    const removed: Record<string, number> = {};
    for (let from = 0; from < rows.length; from += REMOVED_AT_ONCE) {
      const some = rows.slice(from, from + REMOVED_AT_ONCE);
      for (const step of this.#removalSteps) {
        for (const [name, count] of Object.entries(await step(manager, datasetId, some))) {
          removed[name] = (removed[name] ?? 0) + count;
        }
      }
      await removeHistories(manager, datasetId, some);
      const [, count] = await manager.query('delete from customers where dataset_id = $1 and row = any($2)', [
        datasetId,
        some,
      ]);
      removed.customers = (removed.customers ?? 0) + (count as number);
    }
    await endChange(manager, datasetId, 0, -(removed.customers ?? 0));
    await manager.query('update datasets set removal_revision = revision where id = $1', [datasetId]);
    return removed;
  }

  async #removeOthers(manager: EntityManager, datasetId: string, buyersAlone: boolean): Promise<number> {
    const others: { row: number }[] = await manager.query(
      `select c.row from customers c left join given g on g.external_id = c.external_id
       where c.dataset_id = $1 and g.external_id is null and (not $2 or exists (
         select from purchase_rows p where p.dataset_id = $1 and p.customer = c.external_id))
       order by c.row`,
      [datasetId, buyersAlone],
    );
    const rows = others.map(({ row }) => row);
    return rows.length === 0 ? 0 : ((await this.remove(manager, datasetId, rows)).customers ?? 0);
  }
}

/**
 * Locks a dataset until the end of the transaction, so that its customers do not change, and counts this as a change, of
 * what belongs to these customers: what was remembered about it no longer holds. Rows that reference it may be written
 * meanwhile. Returns whether it exists, if only to be restored.
 */
export function lockDataset(
  manager: EntityManager,
  datasetId: string,
  touched: TouchedRows = 'anybody',
): Promise<boolean> {
  return countChange(manager, datasetId, touched);
}

/** The same for one that was not deleted. */
export function lockSeenDataset(
  manager: EntityManager,
  datasetId: string,
  touched: TouchedRows = 'anybody',
): Promise<boolean> {
  return countChange(manager, datasetId, touched, 'deleted_at is null');
}

/**
 * Keeps a dataset from being deleted until the end of the transaction; waits for nobody but its deletion.
 * @throws AppError NOT_FOUND if it was deleted since the call was checked
 */
export async function holdDataset(manager: EntityManager, datasetId: string): Promise<void> {
  const found: unknown[] = await manager.query('select from datasets where id = $1 for key share', [
    datasetId,
  ]);
  if (found.length === 0) throw deletedMeanwhile(datasetId);
}

/** The error for a dataset that was deleted since the call was checked. */
export function deletedMeanwhile(datasetId: string, field: readonly string[] = ['datasetId']): AppError {
  return notFound('Dataset', toGlobalId('Dataset', datasetId), field);
}

/** Whether customers were removed after this revision. */
export async function hasRemovedSince(
  manager: EntityManager,
  datasetId: string,
  revision: string,
): Promise<boolean> {
  const found: unknown[] = await manager.query(
    'select from datasets where id = $1 and removal_revision > $2',
    [datasetId, revision],
  );
  return found.length > 0;
}

async function beginChange(manager: EntityManager, datasetId: string): Promise<Change> {
  const [[change]] = await manager.query(
    'update datasets set revision = revision + 1 where id = $1 returning revision, next_row as "nextRow"',
    [datasetId],
  );
  return change;
}

function endChange(
  manager: EntityManager,
  datasetId: string,
  rowsUsed: number,
  customersAdded: number,
): Promise<unknown> {
  return manager.query(
    'update datasets set next_row = next_row + $2, customer_count = customer_count + $3 where id = $1',
    [datasetId, rowsUsed, customersAdded],
  );
}

function namesOf({ attributes }: CustomerRows): string[] {
  return attributes.map(({ name }) => name);
}

/** Values as they are stored: in JSON, which has no control characters, in the order of a layout. */
function toCells(names: readonly string[], attributes: CustomerValues['attributes']): string {
  let cells = '';
  for (let i = 0; i < names.length; i++) {
    const value = attributes[names[i]!] ?? null;
    const isText = typeof value === 'string' || typeof value === 'object';
    cells += (i === 0 ? '' : '\x1f') + (isText ? JSON.stringify(value) : String(value));
  }
  return cells;
}

/** SQL for `given` with each customer's existing row, or a new one from `nextRow` up. */
function numbered(nextRow: string): string {
  return `numbered as (
    select g.*, c.row as old_row, row_number() over (partition by c.row is null order by n) - 1 + ${nextRow}::int as new_row
    from given g left join customers c on c.dataset_id = $1 and c.external_id = g.external_id
  )`;
}

const REPLACING = `on conflict (dataset_id, row) do update set layout = excluded.layout, cells = excluded.cells,
  search_text = excluded.search_text, updated_at = now(), revision = excluded.revision`;
