import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import { type ContactTermsReader, type EventWords, eventWords } from '../../churn/index.js';
import type { ColumnLabels, DatasetService } from '../../datasets/index.js';
import { formatCount, formatShare, labelOf } from '../../segmentation/index.js';
import { keysOf } from '../customer-conditions.js';
import type { AttributeConditionInput, CustomerFilter } from '../customer-list.inputs.js';

/** What a filter is told with. */
export interface TellingFilter {
  readonly words: EventWords;
  /** The name of a segment under a k; undefined for one that is not there now. */
  /** What people call columns, by name. */
  readonly labels?: ColumnLabels;
  readonly segmentName: (key: string, k: number | null | undefined) => string | undefined;
}

/** Whom a filter holds, in a sentence. */
export function describeFilter(filter: CustomerFilter, telling: TellingFilter): string {
  const pieces = piecesOf(filter, telling);
  return pieces.length === 0 ? 'All customers.' : `Customers ${pieces.join(', ')}.`;
}

function piecesOf(filter: CustomerFilter, telling: TellingFilter): string[] {
  const { words, segmentName } = telling;
  const { segmentK, riskBand, riskBands, minProbability: min, maxProbability: max } = filter;
  const { left, contacts, search, where, anyOf } = filter;
  const bands = [...(riskBand == null ? [] : [riskBand]), ...(riskBands ?? [])];
  const keys = keysOf(filter);
  const names = keys?.map((key) => {
    const name = segmentName(key, segmentK);
    return name === undefined ? `a segment that is not there (${key})` : `“${name}”`;
  });
  const chance = `a chance of ${words.gerund} of`;
  return [
    ...(names ? [names.length === 0 ? 'in no segment' : `in ${either(names)}`] : []),
    ...(bands.length > 0 ? [`at ${either([...new Set(bands)].map((band) => band.toLowerCase()))} risk`] : []),
    ...(min != null && max != null ? [`with ${chance} ${formatShare(min)} to ${formatShare(max)}`] : []),
    ...(min != null && max == null ? [`with ${chance} ${formatShare(min)} or more`] : []),
    ...(min == null && max != null ? [`with ${chance} ${formatShare(max)} or less`] : []),
    ...(left == null ? [] : [left ? `who have ${words.past} already` : words.remaining]),
    ...(contacts == null ? [] : [`of the first ${formatCount(contacts)} to contact`]),
    ...(filter.mayBeContacted == null
      ? []
      : [filter.mayBeContacted ? 'who may be contacted' : 'who must not be contacted']),
    ...(filter.campaignId == null ? [] : [`of a campaign${ARMS[filter.campaignArm ?? 'ANY']}`]),
    ...(filter.mapArea == null ? [] : ['in a shape drawn on the map of the segments']),
    ...(search?.trim() ? [`whose ID or text contains “${search.trim()}”`] : []),
    ...(where ?? []).map((condition) => conditionWords(condition, telling.labels)),
    ...(anyOf
      ? [
          `that are ${anyOf.map((other) => `(${piecesOf(other, telling).join(', ') || 'anybody'})`).join(' or ')}`,
        ]
      : []),
  ];
}

const ARMS = {
  ANY: '',
  CONTACTED: ', contacted',
  HOLD_OUT: ', left alone',
  BUSINESS_AS_USUAL: ', treated as usual',
} as const;

const SIGNS: Readonly<Record<string, string>> = {
  EQ: 'is',
  NEQ: 'is not',
  GT: 'is above',
  GTE: 'is at least',
  LT: 'is below',
  LTE: 'is at most',
};

function conditionWords(
  { column, operator, value, values }: AttributeConditionInput,
  labels: ColumnLabels | undefined,
): string {
  const subject = `whose ${labels?.get(column) ?? labelOf(column)}`;
  if (operator === 'IS_MISSING') return `${subject} is missing`;
  if (operator === 'IS_KNOWN') return `${subject} is known`;
  if (operator === 'CONTAINS') return `${subject} contains “${value ?? ''}”`;
  if (operator === 'IN') return `${subject} is ${either(values ?? [])}`;
  if (operator === 'NOT_IN') return `${subject} is not ${either(values ?? [])}`;
  return `${subject} ${SIGNS[operator]} ${value ?? ''}`;
}

function either(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

const LEAVING = eventWords({ event: 'LEFT', words: null });

/** Describes filters with the names that segments have now, and in the words of what the champion predicts. */
export class FilterWords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contacts: ContactTermsReader,
    private readonly labels: DatasetService['labels'],
  ) {}

  async describe(call: CallContext, datasetId: string, filter: CustomerFilter): Promise<string> {
    call.require('VIEWER', datasetId);
    const [terms, labels, segments] = await Promise.all([
      this.contacts.read(datasetId),
      this.labels.of(datasetId),
      this.dataSource.query<{ key: string; k: number; name: string; current: boolean }[]>(
        'select key, k, name, current from active_segments where dataset_id = $1',
        [datasetId],
      ),
    ]);
    return describeFilter(filter, {
      words: terms?.words ?? LEAVING,
      labels,
      segmentName: (key, k) =>
        segments.find((own) => own.key === key && (k == null ? own.current : own.k === k))?.name,
    });
  }
}
