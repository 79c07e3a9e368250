import type { DataSource } from 'typeorm';
import type { CallContext } from '../../../platform/call/call-context.js';
import { spoken } from '../../../platform/words/spoken.js';
import { type ContactTermsReader, type EventWords, eventWords } from '../../churn/index.js';
import type { ColumnLabels, DatasetService } from '../../datasets/index.js';
import type { SegmentReader } from '../../segmentation/index.js';
import { keysOf } from '../customer-conditions.js';
import type { CustomerFilter } from '../customer-list.inputs.js';
import { say } from '../messages.js';
import { toldOf } from '../segment-rules/rule-words.js';

/** What a filter is told with. */
export interface TellingFilter {
  readonly words: EventWords;
  /** What people call columns, by name. */
  readonly labels?: ColumnLabels;
  /** The name of a segment under a k; undefined for one that is not there now. */
  readonly segmentName: (key: string, k: number | null | undefined) => string | undefined;
}

/** Whom a filter holds, in a sentence. */
export function describeFilter(filter: CustomerFilter, telling: TellingFilter): string {
  const pieces = piecesOf(filter, telling);
  return pieces.length === 0 ? say().filter.all : say().filter.some(pieces);
}

function piecesOf(filter: CustomerFilter, telling: TellingFilter): string[] {
  const told = say().filter;
  const { words, segmentName, labels } = telling;
  const { segmentK, riskBand, riskBands, left, contacts, search, where, anyOf } = filter;
  const [least, most] = [filter.minProbability ?? null, filter.maxProbability ?? null];
  const bands = [...new Set([...(riskBand == null ? [] : [riskBand]), ...(riskBands ?? [])])];
  const names = keysOf(filter)?.map((key) => told.segment(segmentName(key, segmentK) ?? null, key));
  return [
    ...(names ? [names.length === 0 ? told.noSegment : told.segments(names)] : []),
    ...(bands.length > 0 ? [told.risk(bands)] : []),
    ...(least === null && most === null ? [] : [told.chance(least, most, words)]),
    ...(left == null ? [] : [left ? told.left(words) : told.remaining(words)]),
    ...(contacts == null ? [] : [told.contacts(contacts)]),
    ...(filter.mayBeContacted == null ? [] : [told.mayBeContacted(filter.mayBeContacted)]),
    ...(filter.campaignId == null ? [] : [told.campaign(filter.campaignArm ?? null)]),
    ...(filter.mapArea == null ? [] : [told.mapArea]),
    ...(search?.trim() ? [told.search(search.trim())] : []),
    ...(where ?? []).map((condition) => told.condition(toldOf(condition, labels?.get(condition.column)))),
    ...(anyOf ? [told.anyOf(anyOf.map((other) => piecesOf(other, telling)))] : []),
  ];
}

const LEAVING = eventWords({ event: 'LEFT', words: null });

/** What a filter was told with at a moment, as it can be stored; of segments and columns those that it names. */
export interface ToldFilter {
  readonly words: EventWords;
  readonly labels: Readonly<Record<string, string>>;
  readonly segments: readonly NamedSegment[];
}

interface NamedSegment {
  readonly key: string;
  readonly k: number;
  readonly name: string;
  /** Whether it is one of those of then. */
  readonly current: boolean;
}

/** Whom a filter holds by what it was told with; `nameOf` gives a segment the name of now. */
export function sayFilter(
  filter: CustomerFilter,
  { words, labels, segments }: ToldFilter,
  nameOf: (segment: NamedSegment) => string = ({ name }) => name,
): string {
  return describeFilter(filter, {
    words,
    labels: new Map(Object.entries(labels)),
    segmentName: (key, k) => {
      const found = segments.find((own) => own.key === key && (k == null ? own.current : own.k === k));
      return found && nameOf(found);
    },
  });
}

/** Describes filters with the names that segments have now, and in the words of what the champion predicts. */
export class FilterWords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contacts: ContactTermsReader,
    private readonly labels: DatasetService['labels'],
    private readonly names: Pick<SegmentReader, 'namesOfNow'>,
  ) {}

  async describe(call: CallContext, datasetId: string, filter: CustomerFilter): Promise<string> {
    const told = await this.tell(call, datasetId, filter);
    const own = spoken() === 'en' ? null : await this.names.namesOfNow(datasetId);
    return sayFilter(filter, told, ({ key, name, current }) => (current && own?.get(key)) || name);
  }

  /** What a filter is told with now, the names of segments in English. */
  async tell(call: CallContext, datasetId: string, filter: CustomerFilter): Promise<ToldFilter> {
    call.require('VIEWER', datasetId);
    const [terms, labels, segments] = await Promise.all([
      this.contacts.read(datasetId),
      this.labels.of(datasetId),
      this.dataSource.query<NamedSegment[]>(
        'select key, k, name, current from active_segments where dataset_id = $1',
        [datasetId],
      ),
    ]);
    const { keys, columns } = namedBy(filter);
    return {
      words: terms?.words ?? LEAVING,
      labels: Object.fromEntries([...labels].filter(([column]) => columns.has(column))),
      segments: segments.filter(({ key }) => keys.has(key)),
    };
  }
}

function namedBy(filter: CustomerFilter): { readonly keys: Set<string>; readonly columns: Set<string> } {
  const others = (filter.anyOf ?? []).map(namedBy);
  return {
    keys: new Set([...(keysOf(filter) ?? []), ...others.flatMap(({ keys }) => [...keys])]),
    columns: new Set([
      ...(filter.where ?? []).map(({ column }) => column),
      ...others.flatMap(({ columns }) => [...columns]),
    ]),
  };
}
