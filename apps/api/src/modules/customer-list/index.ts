import type { DataSource } from 'typeorm';
import type { Clock } from '../../platform/clock.js';
import type { Routes } from '../../platform/http/http-application.js';
import type { Authenticate } from '../../platform/http/open-call.js';
import type { ContactTermsReader } from '../churn/index.js';
import type { DatasetService, FigureMemory, SnapshotRows } from '../datasets/index.js';
import type { SegmentationService, SegmentReader } from '../segmentation/index.js';
import { Audience } from './audiences/audience.entity.js';
import { AudienceResolver, DatasetAudiencesFields } from './audiences/audience.resolver.js';
import { AudienceService } from './audiences/audience.service.js';
import { AudienceStore } from './audiences/audience.store.js';
import { Audiences1766100000901 } from './audiences/audiences.migration.js';
import { FilterWords } from './audiences/filter-words.js';
import { CustomerExport, type DescribeMembers } from './customer-export.js';
import { customerExportRoutes } from './customer-export.routes.js';
import {
  CustomerListResolver,
  DatasetCustomersFields,
  SegmentCustomersFields,
} from './customer-list.resolver.js';
import { CustomerListService } from './customer-list.service.js';
import { QuantileSegmentsService } from './quantile-segments/quantile-segments.js';
import { QuantileSegmentsResolver } from './quantile-segments/quantile-segments.resolver.js';
import type { CustomerColumns } from './rows-by-columns.js';
import { RuleColumns } from './segment-rules/rule-columns.js';
import { SegmentRuleFields } from './segment-rules/segment-rule.fields.js';
import { SegmentRules } from './segment-rules/segment-rules.js';
import type { ParquetWorkshop } from './write-parquet.js';

export const entities = [Audience];
export const migrations = [Audiences1766100000901];
export type { AudienceService } from './audiences/audience.service.js';
export { withKeys } from './audiences/audience-filter.js';
export { type FilterWords, sayFilter, type ToldFilter } from './audiences/filter-words.js';
export type { ListScope } from './customer-conditions.js';
export type { CustomerExport as CustomerLists, DescribeMembers, MemberNotes } from './customer-export.js';
export { CampaignArm, CustomerFilter, CustomerOrder } from './customer-list.inputs.js';
export type { CustomerListPage, CustomerListService, ListedCustomer } from './customer-list.service.js';

/** What the slice depends on. */
export interface CustomerListDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetService;
  readonly memory: FigureMemory;
  readonly snapshotRows: SnapshotRows;
  readonly contacts: ContactTermsReader;
  readonly columns: CustomerColumns;
  readonly segmentations: Pick<SegmentationService, 'activeByDataset'>;
  readonly segments: Pick<SegmentReader, 'namesOfNow'>;
  readonly clock: Clock;
  readonly files: ParquetWorkshop;
  readonly describeMembers: DescribeMembers;
  readonly authenticate: Authenticate;
}

/** Lists customers by everything known about them: id, attributes, segment and score. */
export function createCustomerList({
  dataSource,
  datasets,
  memory,
  snapshotRows,
  contacts,
  columns,
  segmentations,
  segments,
  clock,
  files,
  describeMembers,
  authenticate,
}: CustomerListDependencies) {
  const store = new AudienceStore(dataSource);
  const rules = new RuleColumns(dataSource, columns.labels);
  const service = new CustomerListService({
    ...{ dataSource, datasets, memory, contacts, audiences: store },
    ...columns,
    files: snapshotRows,
  });
  const audiences = new AudienceService({ store, lists: service, datasets, segmentations, clock });
  const words = new FilterWords(dataSource, contacts, datasets.labels, segments);
  const writer = new CustomerExport({ dataSource, datasets, lists: service, describeMembers, files, clock });
  return {
    service,
    audiences,
    words,
    resolvers: [
      new CustomerListResolver(service),
      new DatasetCustomersFields(service),
      new SegmentCustomersFields(service),
      new SegmentRuleFields(new SegmentRules(rules, datasets, memory)),
      new QuantileSegmentsResolver(new QuantileSegmentsService({ dataSource, datasets, audiences, memory })),
      new AudienceResolver(audiences, words, datasets),
      new DatasetAudiencesFields(audiences),
    ],
    /** Writes whole lists. */
    writer,
    routes: [customerExportRoutes(writer, authenticate)] as Routes[],
  };
}
