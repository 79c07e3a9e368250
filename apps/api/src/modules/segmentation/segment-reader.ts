import { MAX_HISTOGRAM_BINS, MAX_PROJECTION_SAMPLE } from '@holdfast/schema';
import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { FinderDefinition, LoaderDefinition } from '../../platform/call/loader-definition.js';
import { prepared } from '../../platform/database/prepared.js';
import { AppError } from '../../platform/errors/app-error.js';
import { speaking, spoken } from '../../platform/words/spoken.js';
import { type FigureMemory, stateOf } from '../datasets/index.js';
import { drawPoints } from './map/draw-points.js';
import { readOutliers } from './outliers/read-outliers.js';
import type { SegmentationOutlier } from './outliers/segmentation-outlier.types.js';
import { readSegments, readSegmentsById, type SegmentsKey } from './read-segments.js';
import type { Segment } from './segment.entity.js';
import type { SegmentHistograms } from './segment-histograms.js';
import type { Segmentation } from './segmentation.entity.js';
import type { Projection, SegmentHistogram } from './segmentation.types.js';

/** A customer, identified by its row in its dataset. */
export interface CustomerKey {
  readonly datasetId: string;
  readonly row: number;
}

/** Where customers are in the active segmentations of their datasets, with the states of those. */
const PLACES = prepared(
  `select s.dataset_id as "datasetId", m.row, s.id, s.selected_k as k, m.labels[s.selected_k - s.min_k + 1] as index,
     ${stateOf('s.dataset_id')} as state
   from unnest($1::uuid[], $2::int[]) as asked(dataset_id, "row")
   join segmentations s on s.dataset_id = asked.dataset_id and s.active
   join segment_memberships m on m.segmentation_id = s.id and m.row = asked.row`,
);

interface Names {
  readonly english: ReadonlyMap<string, string>;
  readonly own: ReadonlyMap<string, string>;
}

/** Reads the data about a segmentation, under its selected k unless another is asked for. */
export class SegmentReader {
  constructor(
    readonly dataSource: DataSource,
    readonly memory: FigureMemory,
    readonly counts: Pick<SegmentHistograms, 'read'>,
  ) {}

  /** The segments of each segmentation under one k, by index. */
  readonly bySegmentation: LoaderDefinition<SegmentsKey, Segment[]> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ id, k }) => `${id}:${k}`,
    load: (keys) =>
      Promise.all(
        keys.map((fit) => this.memory.of(fit.datasetId, described(fit), () => this.#describe(fit))),
      ),
  };

  /** Segments by their global ids; null where there is none, or its fit is unfinished. */
  readonly byId: FinderDefinition<Segment> = {
    load: (ids) => readSegmentsById(this.dataSource.manager, ids),
  };

  /** The segment of each customer in the active segmentation of its dataset; null without one. */
  readonly byCustomer: LoaderDefinition<CustomerKey, Segment | null> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, row }) => `${datasetId}:${row}`,
    load: async (keys) => {
      const found = await this.dataSource.query<
        { datasetId: string; row: number; id: string; k: number; index: number; state: string }[]
      >(PLACES, [keys.map(({ datasetId }) => datasetId), keys.map(({ row }) => row)]);
      const fits = [
        ...new Map(
          found.map(({ datasetId, id, k, state }) => [`${id}:${k}`, { datasetId, id, k, state }]),
        ).values(),
      ];
      const lists = await Promise.all(fits.map((fit) => this.#remembered(fit)));
      const segments = lists.flat();
      const place = ({ segmentationId, k, index }: Segment) => `${segmentationId}:${k}:${index}`;
      const byPlace = new Map(segments.map((segment) => [place(segment), segment]));
      const byCustomer = new Map(
        found.map(({ datasetId, row, id, k, index }) => [
          `${datasetId}:${row}`,
          byPlace.get(`${id}:${k}:${index}`),
        ]),
      );
      return keys.map(({ datasetId, row }) => byCustomer.get(`${datasetId}:${row}`) ?? null);
    },
  };

  /** What the segments of now are called in the language of now, by their keys. */
  async namesOfNow(datasetId: string): Promise<ReadonlyMap<string, string>> {
    const [active] = await this.dataSource.query<{ id: string; k: number }[]>(
      'select id, selected_k as k from segmentations where dataset_id = $1 and active and selected_k is not null',
      [datasetId],
    );
    const [segments] = active ? await this.bySegmentation.load([{ datasetId, ...active }]) : [];
    return new Map(Array.isArray(segments) ? segments.map(({ key, name }) => [key, name]) : []);
  }

  /** The same beside their names in English. */
  private readonly names: LoaderDefinition<string, Names> = {
    scopeOf: (datasetId) => datasetId,
    load: (datasetIds) =>
      Promise.all(
        datasetIds.map(async (id) => ({
          english: await speaking('en', () => this.namesOfNow(id)),
          own: await this.namesOfNow(id),
        })),
      ),
  };

  /** Says names that were kept in English in the language of now, those of segments that are called the same still. */
  async sayNames(call: CallContext, datasetId: string): Promise<(key: string, kept: string) => string> {
    if (spoken() === 'en') return (_, kept) => kept;
    const { english, own } = await call.load(this.names, datasetId);
    return (key, kept) => (english.get(key) === kept && own.get(key)) || kept;
  }

  /** Segments that every page of customers asks for, with all that describes them. */
  async #remembered({ state, ...fit }: SegmentsKey & { readonly state: string }): Promise<Segment[]> {
    return this.memory.ofState(fit.datasetId, state, described(fit), () => this.#describe(fit));
  }

  async #describe(fit: SegmentsKey): Promise<Segment[]> {
    const [segments] = await readSegments(this.dataSource.manager, [fit]);
    return segments!;
  }

  /** The segments of one k, by index; none until the segmentation is COMPLETED. @throws AppError BAD_USER_INPUT */
  async segments(call: CallContext, segmentation: Segmentation, asked?: number | null): Promise<Segment[]> {
    const { id, datasetId } = segmentation;
    const k = chosenK(segmentation, asked);
    return k === null ? [] : call.load(this.bySegmentation, { datasetId, id, k });
  }

  /** A sample of customers on two components, with at least one from every segment of the k. @throws AppError BAD_USER_INPUT */
  async projection(
    call: CallContext,
    segmentation: Segmentation,
    sample: number,
    asked?: number | null,
  ): Promise<Projection> {
    call.require('VIEWER', segmentation.datasetId);
    requireCount('sample', sample, MAX_PROJECTION_SAMPLE);
    const { id, datasetId } = segmentation;
    const k = chosenK(segmentation, asked);
    const points = await this.memory.of(datasetId, ['projection', id, k, sample], async () =>
      k === null ? [] : drawPoints(this.dataSource, { id, datasetId, k }, sample),
    );
    return {
      externalIds: points.map((point) => point.externalId),
      x: points.map((point) => point.x),
      y: points.map((point) => point.y),
      segmentIndex: points.map((point) => point.index),
      explainedVarianceRatio: segmentation.explainedVarianceRatio,
      loadings: segmentation.loadings,
      encodedFeatures: segmentation.encodedFeatures,
    };
  }

  /** The customers who lie apart from all others in a column. */
  async outliers(call: CallContext, segmentation: Segmentation): Promise<SegmentationOutlier[]> {
    call.require('VIEWER', segmentation.datasetId);
    return readOutliers(this.dataSource, segmentation);
  }

  /** A column's histogram for each segment of one k, with common edges. @throws AppError */
  async histograms(
    call: CallContext,
    segmentation: Segmentation,
    { feature, bins, k }: { feature: string; bins: number; k?: number | null },
  ): Promise<SegmentHistogram[]> {
    requireCount('bins', bins, MAX_HISTOGRAM_BINS);
    call.require('VIEWER', segmentation.datasetId);
    const segments = await this.segments(call, segmentation, k);
    if (segments.length === 0) return [];
    const about = ['histograms', segmentation.id, segments[0]!.k, feature, bins];
    return this.memory.of(segmentation.datasetId, about, () =>
      this.counts.read(segmentation, segments, { feature, bins }),
    );
  }
}

/** What segments are remembered as. */
function described({ id, k }: SegmentsKey): unknown[] {
  return ['descriptions of segments', id, k];
}

/** The k to look at; null if nothing is fitted yet. @throws AppError BAD_USER_INPUT if that k was not fitted */
export function chosenK(
  { selectedK, minK, maxK }: Segmentation,
  asked: number | null | undefined,
): number | null {
  if (asked == null || selectedK === null) return selectedK;
  if (asked >= minK && asked <= maxK) return asked;
  throw new AppError('BAD_USER_INPUT', `k is ${asked}; it must be ${minK}..${maxK}.`, { field: ['k'] });
}

function requireCount(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new AppError('BAD_USER_INPUT', `${name} is ${value}; it must be 1..${most}.`, { field: [name] });
}
