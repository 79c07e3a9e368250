import { MAX_SCORED_CUSTOMERS } from '@holdfast/schema';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import {
  type Champion,
  type ChampionScore,
  type ChampionScorer,
  chooseReasons,
  describeContributions,
  type FromMemory,
  type Lever,
  type Levers,
} from '../churn/index.js';
import type { Customer } from '../customers/index.js';
import { type ColumnLabels, deriveValues, labelsOf, type ReadColumn } from '../datasets/index.js';
import { type Attributes, rangeWarnings } from '../feature-matrix/index.js';
import type { SegmentAssigner, SegmentMemberships } from '../segmentation/index.js';
import type { CustomerScore } from './customer-score.types.js';
import { type RecordReading, readRecord } from './read-record.js';
import type { WhatIf } from './what-if.types.js';

/** What scoring needs from the datasets. */
export interface ScoredDatasets {
  /** How the values of a dataset are read. @throws AppError NOT_FOUND, CONFLICT if it is not READY. */
  readColumns(call: CallContext, datasetId: string, field: readonly string[]): Promise<readonly ReadColumn[]>;
}

/** Scores attributes that need not be stored: nothing is written, everything is computed in memory. */
export class ScoringService {
  constructor(
    readonly datasets: ScoredDatasets,
    readonly scorer: ChampionScorer,
    readonly memberships: Pick<SegmentMemberships, 'assigner'>,
    readonly levering: Pick<Levers, 'ofAttributes' | 'change' | 'neverSeen'>,
    readonly fromMemory: Pick<FromMemory, 'warnings'>,
    readonly clock: Clock,
  ) {}

  /**
   * Segment, churn probability and its parts for each record, in order.
   * @throws AppError NOT_FOUND, CONFLICT, BAD_USER_INPUT if there are not 1..100 records
   */
  async score(
    call: CallContext,
    datasetId: string,
    records: readonly Attributes[],
  ): Promise<CustomerScore[]> {
    if (records.length < 1 || records.length > MAX_SCORED_CUSTOMERS) {
      const message = `customers has ${records.length} entries; it must have 1..${MAX_SCORED_CUSTOMERS}.`;
      throw new AppError('BAD_USER_INPUT', message, { field: ['customers'] });
    }
    const [columns, champion, assign] = await Promise.all([
      this.datasets.readColumns(call, datasetId, ['datasetId']),
      this.scorer.champion(call, datasetId),
      this.memberships.assigner(call, datasetId),
    ]);
    const idColumn = columns.find(({ role }) => role === 'CUSTOMER_ID')?.name ?? 'externalId';
    const known = new Set([...columns.map(({ name }) => name), idColumn]);
    const unscored = champion ? null : await this.scorer.whyNone(call, datasetId);
    const today = this.clock.now();
    const readings = records.map((record) => readRecord(record, columns, today));
    const scores =
      champion &&
      (await this.scorer.score(
        champion,
        readings.map(({ attributes }) => ({ attributes })),
      ));
    const labels = labelsOf(columns);
    const reasons = champion && scores && reasonsFor(champion, scores, readings, labels);
    const ids = records.map((record) => idIn(record, idColumn));
    const remembered =
      champion &&
      scores &&
      (await this.fromMemory.warnings(
        champion,
        scores.map(({ probability }, i) => ({
          externalId: ids[i]!,
          attributes: readings[i]!.attributes,
          probability,
        })),
      ));
    return records.map((record, i) => {
      const warnings = Object.keys(record)
        .filter((name) => !known.has(name))
        .map((name) => `"${name}" is not an attribute of the dataset; it was ignored`);
      const { attributes, warnings: unread } = readings[i]!;
      warnings.push(...unread, ...rangeWarnings(columns, attributes));
      if (champion) warnings.push(...this.levering.neverSeen(champion, attributes));
      if (remembered?.[i]) warnings.push(remembered[i]);
      return {
        externalId: ids[i]!,
        ...toChurn(champion ?? unscored!, scores?.[i], { attributes, labels }, warnings),
        ...(champion && { scored: { champion, attributes } }),
        ...(reasons?.[i] ?? { reasons: [], reasonsAgainst: [] }),
        ...toSegment(assign, attributes, scores?.[i], warnings),
        warnings: [...new Set(warnings)],
      };
    });
  }

  /** A customer with other attributes, and with what is computed from them. @throws AppError NOT_FOUND, CONFLICT */
  async whatIf(call: CallContext, customer: Customer, changes: Attributes): Promise<WhatIf> {
    const { datasetId, externalId, attributes } = customer;
    call.require('VIEWER', datasetId);
    const [columns, champion] = await Promise.all([
      this.datasets.readColumns(call, datasetId, ['id']),
      this.scorer.champion(call, datasetId),
    ]);
    const today = this.clock.now();
    const read = readRecord(changes, columns, today).attributes;
    const changed = champion && this.levering.change(champion, attributes, read);
    const moved = { ...attributes, ...changed?.attributes, ...read };
    const asked = { ...moved, ...deriveValues(columns, moved, changes, today), ...changes };
    const [now, then] = await this.score(call, datasetId, [attributes, asked]);
    const probabilityNow = now!.probability;
    const probability = then!.probability;
    return {
      score: { ...then!, externalId },
      probabilityNow,
      difference: probability === null || probabilityNow === null ? null : probability - probabilityNow,
      followed: changed?.followed ?? [],
    };
  }

  /** What could change a score. */
  async levers(call: CallContext, { scored }: Pick<CustomerScore, 'scored'>): Promise<Lever[]> {
    return scored ? this.levering.ofAttributes(call, scored.champion, scored.attributes) : [];
  }
}

function idIn(record: Attributes, idColumn: string): string | null {
  const id = Object.hasOwn(record, idColumn) ? record[idColumn] : null;
  return id === null || id === undefined ? null : String(id);
}

/** `champion` is why there is none if there is none. */
function toChurn(
  champion: Champion | string,
  score: ChampionScore | undefined,
  { attributes, labels }: { readonly attributes: Attributes; readonly labels: ColumnLabels },
  warnings: string[],
) {
  if (typeof champion === 'string' || score === undefined) {
    warnings.push(`${champion}, so there is no probability`);
    return { probability: null, probabilityRange: null, riskBand: null, contributions: [] };
  }
  warnings.push(...score.warnings.map(({ message }) => message));
  const { probability, riskBand, contributions, open } = score;
  return {
    probability,
    probabilityRange: open && { low: open.low, high: open.high, unknown: [...open.unknown] },
    riskBand,
    contributions: describeContributions(
      { features: champion.model.features, contributions, attributes },
      { observed: champion.observed, words: champion.model.words, labels },
    ),
  };
}

/** The reasons of each score; the records of one call are a list. */
function reasonsFor(
  { model, observed }: Champion,
  scores: readonly ChampionScore[],
  readings: readonly RecordReading[],
  labels: ColumnLabels,
) {
  const { features, words, monetaryColumn: moneyColumn } = model;
  const told = scores.map(({ contributions }, i) => {
    return { features, contributions, attributes: readings[i]!.attributes };
  });
  return chooseReasons(told, { observed, words, labels, moneyColumn });
}

/** What the score has warned of is not said twice. */
function toSegment(
  assign: SegmentAssigner | null,
  record: Attributes,
  score: ChampionScore | undefined,
  warnings: string[],
) {
  if (assign === null) {
    warnings.push('the dataset has no active segmentation, so there is no segment');
    return { segmentKey: null, segmentName: null };
  }
  const segment = assign(record);
  const said = new Set(score?.warnings.map(({ column }) => column));
  warnings.push(...segment.warnings.flatMap(({ column, message }) => (said.has(column!) ? [] : [message])));
  return { segmentKey: segment.key, segmentName: segment.name };
}
