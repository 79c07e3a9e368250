import { MAX_PAGE_SIZE } from '@holdfast/schema';
import type { DataSource, EntityManager } from 'typeorm';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import { StrategyFeedback, type StrategyFeedbackKind } from './strategy-feedback.types.js';

/** A piece of advice for a segment, whatever the segmentation. */
export interface AdviceKey {
  readonly datasetId: string;
  readonly segmentKey: string;
  readonly play: string;
}

/** What was said about a piece of advice: the last hundred, and how many there are of each kind. */
export interface SaidOfAdvice {
  readonly feedback: readonly StrategyFeedback[];
  readonly taken: number;
  readonly refused: number;
}

const COLUMNS = `f.id as key, f.dataset_id as "datasetId", f.kind, f.note, f.given_by as "givenBy",
  f.given_at as "givenAt"`;

/** Stores what became of advice. The only user of its table. */
export class StrategyFeedbackStore {
  constructor(readonly dataSource: DataSource) {}

  /** What was said of each piece of advice, newest first, without what was withdrawn. */
  readonly ofAdvice: LoaderDefinition<AdviceKey, SaidOfAdvice> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ datasetId, segmentKey, play }) => `${datasetId}:${segmentKey}:${play}`,
    load: async (keys) => {
      const found = await this.dataSource.query<(StrategyFeedback & Totals)[]>(
        `select k.place::int, ${COLUMNS}, f.taken::int, f.refused::int
         from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality as k(dataset_id, segment_key, play, place)
         cross join lateral (
           select *, count(*) filter (where kind = 'TAKEN') over () as taken,
             count(*) filter (where kind = 'REFUSED') over () as refused
           from strategy_feedback f
           where f.dataset_id = k.dataset_id and f.segment_key = k.segment_key and f.play = k.play
             and f.withdrawn_at is null
           order by f.given_at desc, f.id desc limit ${MAX_PAGE_SIZE}
         ) f order by k.place, f.given_at desc, f.id desc`,
        [
          keys.map(({ datasetId }) => datasetId),
          keys.map(({ segmentKey }) => segmentKey),
          keys.map(({ play }) => play),
        ],
      );
      return keys.map((_, i) => {
        const own = found.filter(({ place }) => place === i + 1);
        const { taken = 0, refused = 0 } = own[0] ?? {};
        return { feedback: own.map(toFeedback), taken, refused };
      });
    },
  };

  /** Null if no feedback that holds has this key. */
  async find(key: string): Promise<StrategyFeedback | null> {
    const [found] = await this.dataSource.query<StrategyFeedback[]>(
      `select ${COLUMNS} from strategy_feedback f where f.id = $1 and f.withdrawn_at is null`,
      [key],
    );
    return found === undefined ? null : toFeedback(found);
  }

  async add(
    manager: EntityManager,
    { datasetId, segmentKey, play }: AdviceKey,
    { kind, note }: { readonly kind: StrategyFeedbackKind; readonly note: string },
    { by, at }: { readonly by: string; readonly at: Date },
  ): Promise<StrategyFeedback> {
    const [added] = await manager.query<[StrategyFeedback]>(
      `insert into strategy_feedback as f (dataset_id, segment_key, play, kind, note, given_by, given_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
      [datasetId, segmentKey, play, kind, note, by, at],
    );
    return toFeedback(added);
  }

  /** Whether it held until now. */
  async withdraw(
    manager: EntityManager,
    key: string,
    { by, at }: { readonly by: string; readonly at: Date },
  ): Promise<boolean> {
    const [, count] = await manager.query(
      'update strategy_feedback set withdrawn_by = $2, withdrawn_at = $3 where id = $1 and withdrawn_at is null',
      [key, by, at],
    );
    return count > 0;
  }
}

interface Totals {
  readonly place: number;
  readonly taken: number;
  readonly refused: number;
}

function toFeedback({ key, datasetId, kind, note, givenBy, givenAt }: StrategyFeedback): StrategyFeedback {
  return Object.assign(new StrategyFeedback(), { key, datasetId, kind, note, givenBy, givenAt });
}
