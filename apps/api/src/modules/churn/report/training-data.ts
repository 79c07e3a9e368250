import { MAX_PAGE_SIZE } from '@holdfast/schema';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { ColumnLabels } from '../../datasets/index.js';
import type { LeftOutColumn } from '../../feature-matrix/index.js';
import type { DatasetSource } from '../dataset-source.js';
import type { EventWords } from '../definition/event-words.types.js';
import type { TrainedClassifier } from '../training/training.types.js';
import { leftOutInWords } from './left-out-in-words.js';
import type { ModelTrainingData } from './training-data.types.js';

const MILLISECONDS_A_DAY = 86_400_000;

/** Where the customers of a dataset came from. */
export type Origin = Pick<
  ModelTrainingData,
  'imports' | 'firstImportAt' | 'lastImportAt' | 'observationDate'
>;

/** What a training was given. */
export interface ReportedOn {
  /** Customers that the dataset had. */
  readonly customers: number;
  readonly origin: Origin;
  /** Columns that were not offered to the training. */
  readonly unused: readonly LeftOutColumn[];
  /** What people call the columns. */
  readonly labels: ColumnLabels;
}

/** Where the customers of a dataset have come from until now. */
export async function readOrigin(
  call: CallContext,
  datasets: Pick<DatasetSource, 'imports'>,
  datasetId: string,
): Promise<Origin> {
  const ended: Date[] = [];
  let observationDate: string | null = null;
  for (let after: string | null = null; ; ) {
    const { edges, pageInfo } = await datasets.imports(call, datasetId, MAX_PAGE_SIZE, after);
    for (const { node } of edges) {
      if (node.status !== 'COMPLETED' || node.settledAt === null) continue;
      // The newest comes first.
      if (ended.length === 0) observationDate = node.transactions?.observationDate ?? null;
      ended.push(node.settledAt);
    }
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return {
    imports: ended.length,
    firstImportAt: ended.at(-1) ?? null,
    lastImportAt: ended[0] ?? null,
    observationDate,
  };
}

/** What a model was trained on. */
export function describeTrainingData(
  { rows, dates, leftOut }: TrainedClassifier,
  given: ReportedOn,
  words: EventWords,
): ModelTrainingData {
  return {
    customers: given.customers,
    unknownOutcome: given.customers - rows,
    ...given.origin,
    dates: dates.map(({ column, first, last }) => ({ column, first: dayOf(first), last: dayOf(last) })),
    leftOut: [
      ...given.unused.map(({ name, reason }) => ({ column: name, reason })),
      ...leftOut.map((column) => {
        const { text, said } = leftOutInWords(column, words);
        return { column: column.column, reason: text, said };
      }),
    ],
  };
}

function dayOf(days: number): string {
  return new Date(days * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
}
