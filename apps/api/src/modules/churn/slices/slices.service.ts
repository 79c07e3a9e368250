import { type SliceQuality, sliceQuality } from '@holdfast/ml-core';
import type { CallContext } from '../../../platform/call/call-context.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import { spoken } from '../../../platform/words/spoken.js';
import type { FigureMemory } from '../../datasets/index.js';
import { toFeatureRecord } from '../../feature-matrix/index.js';
import type { SegmentNames } from '../dataset-source.js';
import type { EventWords } from '../definition/event-words.types.js';
import { groupName } from '../observed/group-name.js';
import { MIN_GROUP } from '../observed/observe-rates.js';
import { isIn, type ObservedColumn, type ObservedRates } from '../observed/observed-rates.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnModelStore } from '../registry/churn-model.store.js';
import { say } from './messages.js';
import type { SlicedCustomer, SlicesStore } from './slices.store.js';
import { MOST_SLICES, type ModelSlice, type ModelSlices } from './slices.types.js';

/** A slice before it is judged, and which of the customers are in it. */
interface Slice {
  readonly name: string;
  readonly segmentKey: string | null;
  readonly rows: ReadonlySet<number>;
}

/** Says where a model is worse than elsewhere. */
export class SlicesService {
  constructor(
    readonly models: Pick<ChurnModelStore, 'observedRates' | 'artefacts'>,
    readonly store: SlicesStore,
    readonly memory: FigureMemory,
    readonly segmentNames: SegmentNames,
  ) {}

  /**
   * By segment, or by a column's values. Null of a model that is not trained, that an earlier release trained, or whose
   * predictions cannot be read any more.
   * @throws AppError BAD_USER_INPUT
   */
  async of(call: CallContext, model: ChurnModel, column: string | null): Promise<ModelSlices | null> {
    call.require('VIEWER', model.datasetId);
    if (model.status !== 'COMPLETED') return null;
    return this.memory.of(model.datasetId, ['slices', model.id, column, spoken()], () =>
      this.#judge(model, column),
    );
  }

  async #judge(model: ChurnModel, column: string | null): Promise<ModelSlices | null> {
    const observed = await this.models.observedRates(model.id);
    const outOfFold = await this.#outOfFold(model.id);
    if (observed === null || outOfFold === null) return null;
    const columns = observed.columns.filter(({ groups }) => groups.length > 1);
    const slices = await this.#slices(model.datasetId, columns, outOfFold, column);
    if (slices.length === 0) {
      slices.push({ name: say().everyone, segmentKey: null, rows: new Set(outOfFold.rows) });
    }
    const sliceOf = Int32Array.from(outOfFold.rows, (row) => slices.findIndex(({ rows }) => rows.has(row)));
    const comparisons = slices.length * (columns.length + 1);
    const judged = sliceQuality({
      y: outOfFold.left,
      p: outOfFold.probabilities,
      sliceOf,
      slices: slices.length,
      comparisons,
    });
    const names = await this.segmentNames(model.datasetId);
    const told = slices.map((slice, i) => {
      const name = names.get(slice.segmentKey ?? '') ?? slice.name;
      return toSlice({ ...slice, name }, judged[i]!, model.words);
    });
    return {
      column,
      slices: told,
      comparisons,
      columns: columns.map(({ name }) => name),
      reading: readingOf(told, model.words),
    };
  }

  async #outOfFold(id: string) {
    try {
      return await this.models.artefacts.namedOutOfFold(id);
    } catch (error) {
      if (error instanceof DamagedError) return null;
      throw error;
    }
  }

  async #slices(
    datasetId: string,
    columns: readonly ObservedColumn[],
    asked: { readonly rows: Int32Array; readonly revision: string },
    name: string | null,
  ): Promise<Slice[]> {
    if (name === null) return bySegment(await this.store.bySegment(datasetId, asked));
    const column = columns.find((one) => one.name === name);
    if (column === undefined) {
      const message = `column is "${name}"; it must be one of ModelSlices.columns: a feature with at least two values.`;
      throw new AppError('BAD_USER_INPUT', message, { field: ['column'] });
    }
    return byGroup(await this.store.byColumn(datasetId, asked, name), column);
  }
}

function bySegment(customers: readonly SlicedCustomer[]): Slice[] {
  const found = Map.groupBy(customers, ({ segmentKey }) => segmentKey);
  const slices = [...found].map(([segmentKey, own]) => ({
    name: String(own[0]!.value),
    segmentKey,
    rows: new Set(own.map(({ row }) => row)),
  }));
  return largest(slices);
}

function byGroup(customers: readonly SlicedCustomer[], column: ObservedColumn): Slice[] {
  const reader = { columns: [column], preprocessor: {} } satisfies {
    columns: ObservedRates['columns'];
    preprocessor: object;
  };
  const rows = column.groups.map(() => new Set<number>());
  for (const { row, value } of customers) {
    const feature = toFeatureRecord(reader, { [column.name]: value })[column.name];
    const at = column.groups.findIndex((group) => isIn(group, feature));
    rows[at]?.add(row);
  }
  const slices = column.groups.map((group, i) => ({
    name: groupName(group, column.type),
    segmentKey: null,
    rows: rows[i]!,
  }));
  return 'level' in column.groups[0]! ? largest(slices) : slices.filter(isLarge);
}

const isLarge = ({ rows }: Slice) => rows.size >= MIN_GROUP;

function largest(slices: readonly Slice[]): Slice[] {
  return slices
    .filter(isLarge)
    .sort((a, b) => b.rows.size - a.rows.size)
    .slice(0, MOST_SLICES);
}

function toSlice(
  { name, segmentKey }: Slice,
  quality: SliceQuality,
  words: Pick<EventWords, 'past'>,
): ModelSlice {
  const { rows, positives, expected, observed, observedInterval, off, ranksWorse, auc } = quality;
  const hundred = (share: number) => Math.round(1000 * share) / 10;
  const told = {
    ...{ observed: hundred(observed), expected: hundred(expected), off },
    ...{ low: hundred(observedInterval.low), high: hundred(observedInterval.high) },
    worse: ranksWorse ? auc! : null,
  };
  return {
    ...{ name, segmentKey, customers: rows, left: positives },
    rocAuc: auc,
    rocAucInterval: quality.aucInterval,
    brierScore: quality.brierScore,
    brierInterval: quality.brierInterval,
    expectedRate: expected,
    observedRate: observed,
    ...{ observedInterval, ranksWorse, off: off !== 0 },
    text: say().slice(told, words),
  };
}

function readingOf(slices: readonly ModelSlice[], words: Pick<EventWords, 'past' | 'gerund'>): string {
  const worse = slices.filter(({ ranksWorse }) => ranksWorse).map(({ name }) => name);
  const off = slices.filter((slice) => slice.off).map(({ name }) => name);
  const said = [
    ...(worse.length > 0 ? [say().worse(worse)] : []),
    ...(off.length > 0 ? [say().off(off, words)] : []),
  ];
  return said.length > 0 ? said.join(' ') : say().fair;
}
