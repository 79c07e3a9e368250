import {
  kaplanMeier,
  type LifeTable,
  logRankTest,
  restrictedMean,
  type SurvivalCurve,
} from '@holdfast/ml-core';
import type { CallContext } from '../../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { DatasetColumn } from '../../datasets/index.js';
import type { ContactTermsReader } from '../contacts/contact-terms.js';
import type { DatasetSource, SegmentNames } from '../dataset-source.js';
import { CURVE_POINTS } from '../report/churn-report.types.js';
import type { StoredScore } from '../scoring/churn-score.store.js';
import {
  type Ahead,
  type StayingCustomers,
  type StayingGroup,
  stayOfCustomer,
  stayOfGroup,
} from './expected-stay.js';
import { say } from './messages.js';
import type { Grouping, SurvivalStore, TenureCount } from './survival.store.js';
import type { ExpectedStay, StayingCurve, SurvivalView } from './survival.types.js';
import { horizonOf, tenureColumn, unitOf } from './tenure-column.js';

/** More tenures than these are rounded down to as many steps. */
const MOST_TENURES = 1000;

/** Says how long customers stay, where a column tells how long they have been ones. */
export class SurvivalService {
  constructor(
    readonly store: SurvivalStore,
    readonly terms: ContactTermsReader,
    readonly datasets: Pick<DatasetSource, 'columns'>,
    readonly segmentNames: SegmentNames,
  ) {}

  /**
   * By a column's values, or by segment. Null without a tenure, or a champion that says who left.
   * @throws AppError UNKNOWN_COLUMN, BAD_USER_INPUT
   */
  async view(call: CallContext, datasetId: string, asked: string | null): Promise<SurvivalView | null> {
    call.require('VIEWER', datasetId);
    const source = await this.#source(call, datasetId);
    if (source === null) return null;
    const { columns, tenure, churnModelId } = source;
    const comparable = columns.filter(
      ({ name, type, role }) =>
        role === 'FEATURE' &&
        name !== tenure.name &&
        (type === 'CATEGORY' || type === 'BOOLEAN' || type === 'NUMBER'),
    );
    const grouping = await this.#grouping(datasetId, columns, comparable, asked);
    const counts = await this.store.count(datasetId, churnModelId, { ...spanOf(tenure), grouping });
    const names = await this.segmentNames(datasetId);
    const groups = [...Map.groupBy(counts, ({ name, key }) => key ?? name).values()].map((own) => ({
      name: names.get(own[0]!.key ?? '') ?? nameOf(own[0]!.name, grouping, comparable),
      key: own[0]!.key,
      table: toLifeTable(own),
    }));
    const unit = unitOf(tenure.name);
    const horizon = horizonOf(tenure.name, longestOf(counts));
    const compared = groups.length < 2 ? null : logRankTest(groups.map(({ table }) => table)).pValue;
    return {
      tenureColumn: tenure.name,
      unit,
      horizon,
      column: asked,
      groups: groups.map((group) => toCurve(group, { horizon, unit, tenure: tenure.name })),
      pValue: compared === null ? null : Math.min(1, compared * (comparable.length + 1)),
      columns: comparable.map(({ name }) => name),
    };
  }

  /** How long a customer who is still here is expected to stay; null where that cannot be told. */
  async stay(call: CallContext, score: StoredScore): Promise<ExpectedStay | null> {
    call.require('VIEWER', score.datasetId);
    if (score.left === true) return null;
    const [staying, segment] = await Promise.all([
      this.#stayingOnce(call, score.datasetId),
      call.load(this.segmentOf, score),
    ]);
    const tenure = staying === null ? null : score.attributes[staying.tenure];
    if (staying === null || typeof tenure !== 'number' || tenure < 0) return null;
    return stayOfCustomer(staying, tenure, segment);
  }

  /** The key of each customer's segment; null without one. */
  readonly segmentOf: LoaderDefinition<Pick<StoredScore, 'datasetId' | 'row'>, string | null> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (customers) => {
      const found = new Map<string, string>();
      for (const [datasetId, listed] of Map.groupBy(customers, (one) => one.datasetId)) {
        const segments = await this.store.segmentsOf(
          datasetId,
          listed.map(({ row }) => row),
        );
        for (const [row, key] of segments) found.set(`${datasetId}:${row}`, key);
      }
      return customers.map(({ datasetId, row }) => found.get(`${datasetId}:${row}`) ?? null);
    },
  };

  /** Counted once for all customers that a call asks about. */
  #stayingOnce(call: CallContext, datasetId: string): Promise<StayingCustomers | null> {
    const ofCall = call.keep(this, () => new Map<string, Promise<StayingCustomers | null>>());
    const counted = ofCall.get(datasetId) ?? this.#staying(call, datasetId);
    ofCall.set(datasetId, counted);
    return counted;
  }

  /** How long customers of each tenure stay, by segment and all together; null like `view`. */
  async #staying(call: CallContext, datasetId: string): Promise<StayingCustomers | null> {
    const source = await this.#source(call, datasetId);
    if (source === null) return null;
    const { tenure, churnModelId } = source;
    const asked = spanOf(tenure);
    const [all, segments] = await Promise.all([
      this.store.count(datasetId, churnModelId, { ...asked, grouping: null }),
      this.store.count(datasetId, churnModelId, { ...asked, grouping: { kind: 'segment' } }),
    ]);
    if (all.length === 0) return null;
    const bySegment = Map.groupBy(segments, ({ key }) => key!);
    const names = await this.segmentNames(datasetId);
    return {
      tenure: tenure.name,
      unit: unitOf(tenure.name),
      horizon: horizonOf(tenure.name, longestOf(all)),
      all: { name: say().among, key: null, table: toLifeTable(all) },
      segments: new Map(
        [...bySegment].map(([key, own]) => [
          key,
          { name: names.get(key) ?? own[0]!.name, key, table: toLifeTable(own) },
        ]),
      ),
    };
  }

  /** Null without a tenure, or a champion that says who left. */
  async #source(call: CallContext, datasetId: string) {
    const [columns, terms] = await Promise.all([
      this.datasets.columns(call, datasetId),
      this.terms.read(datasetId),
    ]);
    const tenure = tenureColumn(columns);
    if (tenure === undefined || terms === null || terms.event !== 'LEFT') return null;
    return { columns, tenure, churnModelId: terms.churnModelId };
  }

  async #grouping(
    datasetId: string,
    columns: readonly DatasetColumn[],
    comparable: readonly DatasetColumn[],
    asked: string | null,
  ): Promise<Grouping | null> {
    if (asked === null) return (await this.store.hasSegments(datasetId)) ? { kind: 'segment' } : null;
    const field = ['column'];
    const column = comparable.find(({ name }) => name === asked);
    if (column) {
      if (column.type !== 'NUMBER') return { kind: 'value', column: asked };
      return { kind: 'side', column: asked, of: column.median ?? 0 };
    }
    if (columns.some(({ name }) => name === asked)) {
      const message = `column is "${asked}"; it must be one of SurvivalView.columns: a feature other than the tenure.`;
      throw new AppError('BAD_USER_INPUT', message, { field });
    }
    throw new AppError('UNKNOWN_COLUMN', `column is "${asked}", which is not a column of the dataset.`, {
      field,
    });
  }
}

function nameOf(name: string, grouping: Grouping | null, columns: readonly DatasetColumn[]): string {
  if (grouping === null) return say().everyone;
  if (grouping.kind === 'side') return name === 'true' ? say().orMore(grouping.of) : say().under(grouping.of);
  if (grouping.kind === 'segment') return name;
  const { type } = columns.find((column) => column.name === grouping.column)!;
  return type === 'BOOLEAN' ? say()[name === 'true' ? 'yes' : 'no'] : name;
}

function toLifeTable(counts: readonly TenureCount[]): LifeTable {
  return {
    times: Float64Array.from(counts, ({ tenure }) => tenure),
    events: Float64Array.from(counts, ({ left }) => left),
    censored: Float64Array.from(counts, ({ stayed }) => stayed),
  };
}

/** The tenure's column and the steps that its values are rounded down to. */
function spanOf({ name, distinctCount, max }: DatasetColumn) {
  return { tenure: name, step: distinctCount > MOST_TENURES ? (max ?? 0) / MOST_TENURES || null : null };
}

function longestOf(counts: readonly TenureCount[]): number {
  return counts.reduce((most, { tenure }) => Math.max(most, tenure), 0);
}

function toCurve(group: StayingGroup, ahead: Ahead): StayingCurve {
  const { name, key, table } = group;
  const curve = kaplanMeier(table);
  const shown = thinned(curve.times.length);
  const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
  return {
    name,
    segmentKey: key,
    customers: sum(table.events) + sum(table.censored),
    left: sum(table.events),
    times: shown.map((i) => curve.times[i]!),
    staying: shown.map((i) => curve.survival[i]!),
    low: shown.map((i) => curve.low[i]!),
    high: shown.map((i) => curve.high[i]!),
    end: curve.end,
    median: curve.median,
    expectedRemaining: remaining(table, curve, ahead.horizon),
    expectedStay: stayOfGroup(group, ahead),
  };
}

/** The mean of the time ahead that those who are still here stay, as far as the curve goes. */
function remaining({ times, censored }: LifeTable, curve: SurvivalCurve, horizon: number): number | null {
  let customers = 0;
  let total = 0;
  for (const [i, count] of censored.entries()) {
    const from = times[i]!;
    const left =
      count === 0 || from + horizon > curve.end ? null : restrictedMean(curve, from, from + horizon);
    if (left === null) continue;
    customers += count;
    total += count * left;
  }
  return customers === 0 ? null : total / customers;
}

/** Which of so many points are drawn: all, or evenly from the first to the last. */
function thinned(count: number): number[] {
  if (count <= CURVE_POINTS) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: CURVE_POINTS }, (_, i) => Math.round((i * (count - 1)) / (CURVE_POINTS - 1)));
}
