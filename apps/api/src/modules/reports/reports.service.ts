import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { actorOf } from '../../platform/audit/actor-of.js';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { requirePageSize } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { DatasetService } from '../datasets/index.js';
import { renderReport } from './content/render-report.js';
import type { ReportRequest, ReportWriter } from './content/report-writer.js';
import type { ReportLink } from './report-link.entity.js';
import type { OpenedReport, ReportsStore } from './reports.store.js';

const MOST_DAYS = 90;
/** Links of a dataset that can be open at once. */
const MOST_OPEN = 100;
const MILLISECONDS_A_DAY = 86_400_000;

/** What the service depends on. */
export interface ReportsServiceDependencies {
  readonly dataSource: DataSource;
  readonly store: ReportsStore;
  readonly writer: ReportWriter;
  readonly datasets: Pick<DatasetService, 'hold' | 'requireReady'>;
  readonly clock: Clock;
  /** Under which address links lead here. */
  readonly publicUrl: string;
}

/** Writes reports as files, and shares them as they are now. */
export class ReportsService {
  constructor(private readonly deps: ReportsServiceDependencies) {}

  /** A report as a page. @throws AppError FORBIDDEN, NOT_FOUND, CONFLICT, BAD_USER_INPUT */
  async page(call: CallContext, request: ReportRequest): Promise<string> {
    const { datasets, writer, clock } = this.deps;
    call.require('VIEWER', request.datasetId);
    await datasets.requireReady(call, request.datasetId);
    return renderReport(await writer.write(call, request), { madeAt: clock.now(), until: null });
  }

  /** Shares a report as it is now; its address is known to whoever is answered, and to nobody else. */
  async share(
    call: CallContext,
    request: ReportRequest,
    days: number,
  ): Promise<{ reportLink: ReportLink; url: string }> {
    call.require('ANALYST', request.datasetId, ['datasetId']);
    if (days < 1 || days > MOST_DAYS) {
      throw new AppError('BAD_USER_INPUT', `days is ${days}; it must be 1..${MOST_DAYS}.`, {
        field: ['days'],
      });
    }
    const shared = { days, createdBy: actorOf(call.caller).name };
    const made = await this.shareOnce(call, randomUUID(), request, shared);
    return made!;
  }

  /**
   * Shares a report under a key of its own: null where there is a link with that key. `alongside` is part of the transaction
   * that makes it, and the only one besides the answer that is told its address.
   */
  async shareOnce(
    call: CallContext,
    id: string,
    request: ReportRequest,
    { days, createdBy }: { readonly days: number; readonly createdBy: string },
    alongside: (manager: EntityManager, link: ReportLink, url: string) => Promise<void> = async () => {},
  ): Promise<{ reportLink: ReportLink; url: string } | null> {
    const { dataSource, datasets, store, writer, clock, publicUrl } = this.deps;
    const { datasetId, kind } = request;
    await datasets.requireReady(call, datasetId);
    const content = await writer.write(call, request);
    const createdAt = clock.now();
    const expiresAt = new Date(createdAt.getTime() + days * MILLISECONDS_A_DAY);
    const page = renderReport(content, { madeAt: createdAt, until: expiresAt });
    const token = randomBytes(32).toString('base64url');
    const url = `${publicUrl}/reports/${token}`;
    return inTransaction(dataSource, async (manager) => {
      await datasets.hold(manager, datasetId);
      if ((await store.find(id, manager)) !== null) return null;
      const open = await store.countOpen(manager, datasetId, createdAt);
      if (open >= MOST_OPEN) {
        throw new AppError(
          'CONFLICT',
          `${open} links of this dataset are open; it must have at most ${MOST_OPEN}.`,
        );
      }
      const link = { id, datasetId, kind, title: content.title, createdAt, createdBy, expiresAt, page };
      const reportLink = await store.insert(manager, { ...link, tokenHash: hashOf(token) });
      await alongside(manager, reportLink, url);
      return { reportLink, url };
    });
  }

  /** @throws AppError NOT_FOUND */
  async revoke(call: CallContext, id: string): Promise<ReportLink> {
    const { dataSource, store, clock } = this.deps;
    call.require('ANALYST');
    const found = await store.find(id);
    if (found === null || !call.sees(found.datasetId)) {
      throw notFound('ReportLink', toGlobalId('ReportLink', id), ['reportLinkId']);
    }
    call.require('ANALYST', found.datasetId, ['reportLinkId']);
    return inTransaction(dataSource, async (manager) => {
      await store.revoke(manager, id, clock.now());
      const revoked = await store.find(id, manager);
      if (revoked === null) throw notFound('ReportLink', toGlobalId('ReportLink', id), ['reportLinkId']);
      return revoked;
    });
  }

  /** Newest first. */
  async list(call: CallContext, datasetId: string, first: number): Promise<ReportLink[]> {
    call.require('VIEWER', datasetId);
    requirePageSize(first);
    return this.deps.store.list(datasetId, first);
  }

  /** What whoever has a token may read; null if it is unknown, has expired or was revoked. */
  behind(token: string): Promise<OpenedReport | null> {
    return this.deps.store.behind(hashOf(token), this.deps.clock.now());
  }

  async noteOpened(id: string): Promise<void> {
    await this.deps.store.noteOpened(id, this.deps.clock.now());
  }
}

/** A plain hash is enough, as a token is 256 random bits; a look-up by it takes the same time whatever was sent. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
