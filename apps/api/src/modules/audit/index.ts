import type { DataSource } from 'typeorm';
import type { Logger } from '../../platform/logger.js';
import { Audit1767200001301 } from './audit.migration.js';
import { AuditResolver } from './audit.resolver.js';
import { AuditService } from './audit.service.js';
import { AuditStore } from './audit.store.js';
import { AuditEvent } from './audit-event.entity.js';
import { AuditWriter } from './audit-writer.js';
import { type ChainReport, type KeptHead, verifyChain } from './verify-chain.js';

export type { ChainReport, KeptHead } from './verify-chain.js';

export const entities = [AuditEvent];
export const migrations = [Audit1767200001301];
/** Tables whose rows the service may add and read, and never change. */
export const appendOnly = ['audit_events'];

/** Keeps who did what, when, from where and on which dataset, in a chain of hashes that only grows. */
export function createAudit({ dataSource, logger }: { dataSource: DataSource; logger: Logger }) {
  const store = new AuditStore(dataSource);
  return {
    trail: new AuditWriter(store, logger),
    /** Follows the chain from its first event; `kept` is a head that was kept elsewhere. */
    verify: (kept: KeptHead | null = null): Promise<ChainReport> => verifyChain(store.all(), kept),
    resolvers: [new AuditResolver(new AuditService(dataSource))],
  };
}
