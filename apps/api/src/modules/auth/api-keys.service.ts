import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Caller } from '../../platform/call/caller.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { prepared } from '../../platform/database/prepared.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import type { Connection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { NEWEST_FIRST, readKeyset } from '../../platform/graphql/read-keyset.js';
import { readName } from '../../platform/read-name.js';
import { ApiKey, type Role } from './api-key.entity.js';
import { createSecret, hashSecret } from './secret.js';

/** What a new key is created from. */
export interface NewApiKey {
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: Date | null;
  /** Keys of the datasets that it is confined to; null for all. */
  readonly datasetIds?: readonly string[] | null;
  /** Whether an agent that has the key may change what its role allows. */
  readonly agentMayWrite?: boolean | null;
}

/** Longest name of a key. */
const MAX_NAME_LENGTH = 100;
/** How many characters of a secret stay visible: the kind, and 32 of its 256 bits. */
const PREFIX_LENGTH = 9;
/** Most datasets that a key can be confined to. */
const MAX_DATASETS = 100;
/** Longest time that a key and its successor are both valid. */
const MAX_OVERLAP_HOURS = 720;
const HOUR_MS = 3_600_000;

/** A caller that an API key stands for. */
export interface KeyCaller extends Caller {
  readonly keyId: string;
}

interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
  dataset_ids: string[] | null;
  agent_may_write: boolean;
  deleted: string[];
}

/** Looks a dataset up by its key; null if there is none. */
export type FindDataset = (call: CallContext, id: string) => Promise<object | null>;

const keyBy = (column: string) =>
  prepared(
    `select id, name, prefix, role, expires_at, revoked_at, last_used_at, dataset_ids, agent_may_write,
       array(select id from deleted_datasets) as deleted
     from api_keys where ${column} = $1`,
  );
const KEY_BY = { hash: keyBy('hash'), id: keyBy('id') };

/** Creates, lists, revokes and recognises API keys. */
export class ApiKeysService {
  constructor(
    readonly dataSource: DataSource,
    readonly clock: Clock,
    private readonly findDataset: FindDataset,
  ) {}

  /** Creates a key; its secret is only in this answer. @throws AppError FORBIDDEN, BAD_USER_INPUT, NOT_FOUND */
  async create(
    call: CallContext,
    { name, role, expiresAt = null, datasetIds = null, agentMayWrite = false }: NewApiKey,
  ): Promise<{ apiKey: ApiKey; secret: string }> {
    call.requireEverything('ADMIN');
    const trimmed = readName(name, MAX_NAME_LENGTH);
    if (expiresAt !== null && expiresAt <= this.clock.now()) {
      throw new AppError(
        'BAD_USER_INPUT',
        `expiresAt is ${expiresAt.toISOString()}; it must be in the future.`,
        { field: ['expiresAt'] },
      );
    }
    const scope = datasetIds && (await this.#requireDatasets(call, datasetIds));
    const secret = createSecret('hf');
    requireAgentRole(role, agentMayWrite);
    const of = { name: trimmed, role, expiresAt, datasetIds: scope, agentMayWrite };
    const apiKey = await this.insert(secret, of);
    return { apiKey, secret };
  }

  /** Stores a key whose secret already exists. */
  async insert(secret: string, key: NewApiKey): Promise<ApiKey> {
    return inTransaction(this.dataSource, (manager) => insertKey(manager, secret, key));
  }

  /**
   * Replaces a key by one with another secret, the same name, role, expiry and datasets; its secret is only in this answer. The
   * one before is valid for so many hours more, with 0 not at all.
   * @throws AppError FORBIDDEN, BAD_USER_INPUT, NOT_FOUND, CONFLICT for a key that has ended or was replaced before
   */
  async rotate(
    call: CallContext,
    id: string,
    overlapHours: number,
  ): Promise<{ apiKey: ApiKey; previous: ApiKey; secret: string }> {
    call.requireEverything('ADMIN');
    if (!Number.isInteger(overlapHours) || overlapHours < 0 || overlapHours > MAX_OVERLAP_HOURS) {
      const message = `overlapHours is ${overlapHours}; it must be a whole number, 0..${MAX_OVERLAP_HOURS}.`;
      throw new AppError('BAD_USER_INPUT', message, { field: ['overlapHours'] });
    }
    const secret = createSecret('hf');
    return inTransaction(this.dataSource, async (manager) => {
      // Of two rotations at once, the second one finds it replaced.
      await manager.query('select from api_keys where id = $1 for update', [id]);
      const before = await get(manager, id);
      requireReplaceable(before, this.clock.now());
      const apiKey = await insertKey(manager, secret, before);
      const ends = new Date(this.clock.now().getTime() + overlapHours * HOUR_MS);
      await manager.query(
        'update api_keys set replaced_by = $2, expires_at = least(expires_at, $3) where id = $1',
        [id, apiKey.id, ends],
      );
      const previous = overlapHours > 0 ? await get(manager, id) : await this.#end(manager, id);
      return { apiKey, previous, secret };
    });
  }

  /** Revokes a key and ends its sessions; revoking it twice changes nothing. @throws AppError FORBIDDEN, NOT_FOUND */
  async revoke(call: CallContext, id: string): Promise<ApiKey> {
    call.requireEverything('ADMIN');
    return inTransaction(this.dataSource, (manager) => this.#end(manager, id));
  }

  async #end(manager: EntityManager, id: string): Promise<ApiKey> {
    await manager.query('update api_keys set revoked_at = coalesce(revoked_at, $2) where id = $1', [
      id,
      this.clock.now(),
    ]);
    await manager.query('delete from auth."session" where "apiKeyId" = $1', [id]);
    return get(manager, id);
  }

  /** Newest first. @throws AppError FORBIDDEN */
  list(call: CallContext, first: number, after?: string | null): Promise<Connection<ApiKey>> {
    call.requireEverything('ADMIN');
    const query = this.dataSource.getRepository(ApiKey).createQueryBuilder('key');
    return readKeyset(query, { name: 'API keys' }, { first, after }, NEWEST_FIRST);
  }

  /** The caller with a secret; null if it is unknown, expired or revoked. */
  async recognise(secret: string): Promise<KeyCaller | null> {
    return this.#recogniseBy('hash', hashSecret(secret));
  }

  /** The caller that a key stands for, as long as it is valid. */
  async callerOf(id: string): Promise<KeyCaller | null> {
    return this.#recogniseBy('id', id);
  }

  async #recogniseBy(column: 'hash' | 'id', value: Buffer | string): Promise<KeyCaller | null> {
    const [key]: KeyRow[] = await this.dataSource.query(KEY_BY[column], [value]);
    const now = this.clock.now();
    if (!key || key.revoked_at !== null || (key.expires_at !== null && key.expires_at <= now)) return null;
    await this.#noteUse(key, now);
    const scope = key.dataset_ids && new Set(key.dataset_ids);
    const label = `${key.prefix} (${key.name})`;
    const who = { id: toGlobalId('ApiKey', key.id), email: null, label, role: key.role, keyId: key.id };
    return { ...who, scope, agentMayWrite: key.agent_may_write, deleted: new Set(key.deleted) };
  }

  /** Records the last use at most once a minute, so that reads do not turn into writes. */
  async #noteUse({ id, last_used_at }: KeyRow, now: Date): Promise<void> {
    if (last_used_at !== null && now.getTime() - last_used_at.getTime() < 60_000) return;
    await this.dataSource.query('update api_keys set last_used_at = $2 where id = $1', [id, now]);
  }

  async #requireDatasets(call: CallContext, ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length < 1 || ids.length > MAX_DATASETS) {
      throw new AppError(
        'BAD_USER_INPUT',
        `datasetIds has ${ids.length} entries; it must have 1..${MAX_DATASETS}, or be left out for all datasets.`,
        { field: ['datasetIds'] },
      );
    }
    for (const [i, id] of ids.entries()) {
      if ((await this.findDataset(call, id)) !== null) continue;
      throw notFound('Dataset', toGlobalId('Dataset', id), ['datasetIds', String(i)]);
    }
    return [...new Set(ids)];
  }
}

async function get(manager: EntityManager, id: string): Promise<ApiKey> {
  const apiKey = await manager.getRepository(ApiKey).findOneBy({ id });
  if (apiKey === null) throw notFound('ApiKey', toGlobalId('ApiKey', id), ['apiKeyId']);
  return apiKey;
}

async function insertKey(
  manager: EntityManager,
  secret: string,
  { name, role, expiresAt = null, datasetIds = null, agentMayWrite = false }: NewApiKey,
): Promise<ApiKey> {
  const rows: { id: string }[] = await manager.query(
    `insert into api_keys (name, prefix, hash, role, expires_at, dataset_ids, agent_may_write)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      name,
      secret.slice(0, PREFIX_LENGTH),
      hashSecret(secret),
      role,
      expiresAt,
      datasetIds,
      agentMayWrite ?? false,
    ],
  );
  return get(manager, rows[0]!.id);
}

/** A key that promises writes which its role refuses would mislead whoever gave it away. */
function requireAgentRole(role: Role, agentMayWrite: boolean | null): void {
  if (!agentMayWrite || role !== 'VIEWER') return;
  const message =
    'agentMayWrite is true and role is VIEWER; it must be ANALYST or ADMIN for an agent to write.';
  throw new AppError('BAD_USER_INPUT', message, { field: ['agentMayWrite'] });
}

function requireReplaceable({ name, revokedAt, expiresAt, replacedBy }: ApiKey, now: Date): void {
  const what =
    revokedAt !== null
      ? `was revoked on ${revokedAt.toISOString()}`
      : expiresAt !== null && expiresAt <= now
        ? `expired on ${expiresAt.toISOString()}`
        : replacedBy !== null
          ? 'was rotated before'
          : null;
  if (what === null) return;
  const message = `The key "${name}" ${what}; only a valid key that was not rotated yet can be: create a new one, or rotate its successor.`;
  throw new AppError('CONFLICT', message, { field: ['apiKeyId'] });
}
