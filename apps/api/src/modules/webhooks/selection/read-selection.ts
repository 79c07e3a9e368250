import { MAX_WEBHOOK_SELECTION_LENGTH } from '@holdfast/schema';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { AppError } from '../../../platform/errors/app-error.js';
import { requireShallow } from '../../../platform/graphql/nesting.js';
import { checkQueryLimits, MAX_QUERY_TOKENS } from '../../../platform/graphql/query-limits.js';
import type { ColumnCounts } from '../../../platform/graphql/reachable-columns.js';

/** What concerns a dataset as a whole: what is sent is kept for a month, where no erasure of a customer looks for it. */
const REACHED: ReadonlySet<string> = new Set([
  ...['Dataset', 'ChurnSummary', 'RiskBandSummary', 'Interval'],
  ...['Segmentation', 'SegmentationQuality', 'Segment', 'SegmentChurn'],
  ...['ChurnModel', 'ModelMetrics', 'MetricIntervals', 'ModelWarning', 'Statement'],
  ...[
    'MonitoringReportConnection',
    'MonitoringReportEdge',
    'MonitoringReport',
    'ExpectedFigures',
    'RealisedQuality',
  ],
  ...['CampaignConnection', 'CampaignEdge', 'Campaign', 'CampaignEffect'],
]);

/** A selection as it is asked: an operation with the dataset's id as its variable. */
export interface Selection {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** The name of the variable. */
export const DATASET_ID = 'datasetId';

/**
 * Reads what a receiver wants to know of the dataset of an event, such as `{ name champion { version } }`, with the limits of
 * every other query.
 * @throws AppError BAD_USER_INPUT, QUERY_TOO_COSTLY
 */
export function readSelection(schema: GraphQLSchema, text: string, counts: ColumnCounts): Selection {
  if (text.length > MAX_WEBHOOK_SELECTION_LENGTH) {
    const limit = MAX_WEBHOOK_SELECTION_LENGTH.toLocaleString('en-US');
    throw refused(`has ${text.length.toLocaleString('en-US')} characters; it may have ${limit}`);
  }
  try {
    const selection = parseSelection(text);
    const [error] = validate(schema, selection.document, undefined, { maxErrors: 1 });
    if (error !== undefined) throw error;
    requireReached(schema, selection.document);
    checkQueryLimits(schema, selection.document, selection.operation, { [DATASET_ID]: '' }, counts);
    return selection;
  } catch (error) {
    if (error instanceof GraphQLError) throw refused(`cannot be asked: ${error.message}`);
    if (error instanceof AppError) throw new AppError(error.code, error.message, { field: ['selection'] });
    throw error;
  }
}

function parseSelection(text: string): Selection {
  const query = `query WebhookSelection($${DATASET_ID}: ID!) { dataset(id: $${DATASET_ID}) ${text}\n}`;
  requireShallow(query);
  const document = parse(query, { maxTokens: MAX_QUERY_TOKENS });
  const [operation, ...others] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) throw notOne();
  const [root, ...beside] = operation.selectionSet.selections;
  if (root?.kind !== Kind.FIELD || root.selectionSet === undefined || beside.length > 0) throw notOne();
  return { document, operation };
}

function notOne(): AppError {
  return refused('is not one selection in braces, such as { name champion { version } }');
}

function requireReached(schema: GraphQLSchema, document: DocumentNode): void {
  const types = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(types, {
    [Kind.FIELD]: (node) => {
      const named = getNamedType(types.getType());
      if (node.selectionSet === undefined && named?.name !== 'JSONObject') return;
      if (named !== undefined && named !== null && REACHED.has(named.name)) return;
      throw refused(
        `has "${node.name.value}", of which nothing may be sent; it may have what concerns the dataset as a whole`,
      );
    },
  });
  visit(document, visitor);
}

function refused(what: string): AppError {
  return new AppError('BAD_USER_INPUT', `selection ${what}.`, { field: ['selection'] });
}
