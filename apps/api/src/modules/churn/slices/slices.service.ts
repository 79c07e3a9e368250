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
import { type AskedCustomers, NO_GROUP, type SlicesStore } from './slices.store.js';
import { MOST_SLICES, type ModelSlice, type ModelSlices } from './slices.types.js';

/** A slice before it is judged, and how many customers are in it. */
interface Slice {
  readonly name: string;
  readonly segmentKey: string | null;
  readonly customers: number;
}

/** The slices, and the one of each training customer; −1 for none. */
interface Sliced {
  readonly slices: readonly Slice[];
  readonly sliceOf: Int32Array;
}

type NamedGroup = Omit<Slice, 'customers'>;

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
    const { slices, sliceOf } = orAll(
      await this.#slices(model.datasetId, columns, { ...outOfFold, churnModelId: model.id }, column),
    );
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
    asked: AskedCustomers,
    name: string | null,
  ): Promise<Sliced> {
    if (name === null) return this.#bySegment(datasetId, asked);
    const column = columns.find((one) => one.name === name);
    if (column === undefined) {
      const message = `column is "${name}"; it must be one of ModelSlices.columns: a feature with at least two values.`;
      throw new AppError('BAD_USER_INPUT', message, { field: ['column'] });
    }
    const groups = await this.store.byColumn(datasetId, asked, name, groupIn(column));
    const named = column.groups.map((group) => ({ name: groupName(group, column.type), segmentKey: null }));
    const choose = 'level' in column.groups[0]! ? largest : large;
    return slice(asked.rows, named, (row) => groups[row] ?? NO_GROUP, choose);
  }

  async #bySegment(datasetId: string, asked: AskedCustomers): Promise<Sliced> {
    const [unchanged, now] = await Promise.all([
      this.store.unchanged(datasetId, asked),
      this.store.segments(datasetId),
    ]);
    const segments = now?.segments ?? [];
    const places = new Map(segments.map(({ index }, place) => [index, place]));
    const groupOf = (row: number) =>
      unchanged[row] === 0 ? (places.get(now!.indexOf(row)) ?? NO_GROUP) : NO_GROUP;
    const named = segments.map(({ key, name }) => ({ name, segmentKey: key }));
    return slice(asked.rows, named, now === null ? () => NO_GROUP : groupOf, largest);
  }
}

/** The number of the group that a value of the column is in. */
function groupIn(column: ObservedColumn): (value: unknown) => number {
  const reader = { columns: [column], preprocessor: {} } satisfies {
    columns: ObservedRates['columns'];
    preprocessor: object;
  };
  return (value) => {
    const feature = toFeatureRecord(reader, { [column.name]: value })[column.name];
    const at = column.groups.findIndex((group) => isIn(group, feature));
    return at < 0 ? NO_GROUP : at;
  };
}

/** Makes slices of the groups that are chosen by their sizes. */
function slice(
  rows: Int32Array,
  named: readonly NamedGroup[],
  groupOf: (row: number) => number,
  choose: (sizes: readonly number[]) => number[],
): Sliced {
  const groups = Int32Array.from(rows, groupOf);
  const sizes = named.map(() => 0);
  for (const group of groups) if (group !== NO_GROUP) sizes[group]!++;
  const chosen = choose(sizes);
  const places = new Map(chosen.map((group, place) => [group, place]));
  return {
    slices: chosen.map((group) => ({ ...named[group]!, customers: sizes[group]! })),
    sliceOf: groups.map((group) => places.get(group) ?? -1),
  };
}

/** The same, or all in one where there are none. */
function orAll({ slices, sliceOf }: Sliced): Sliced {
  if (slices.length > 0) return { slices, sliceOf };
  const all = { name: say().everyone, segmentKey: null, customers: sliceOf.length };
  return { slices: [all], sliceOf: new Int32Array(sliceOf.length) };
}

const large = (sizes: readonly number[]) => [...sizes.keys()].filter((group) => sizes[group]! >= MIN_GROUP);

const largest = (sizes: readonly number[]) =>
  large(sizes)
    .sort((a, b) => sizes[b]! - sizes[a]!)
    .slice(0, MOST_SLICES);

function toSlice(
  { name, segmentKey }: NamedGroup,
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
