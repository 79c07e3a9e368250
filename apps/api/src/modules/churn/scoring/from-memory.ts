import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import { prepared } from '../../../platform/database/prepared.js';
import { type Attributes, toFeatureRecord } from '../../feature-matrix/index.js';
import { MEMORISES } from '../report/model-warnings.js';
import type { Champion } from './champion.js';
import type { StoredScore } from './churn-score.store.js';

/** What is shown as the same chance: half a point. */
const SAME = 0.005;

const BY_ID = prepared(
  `select c.external_id as "externalId", c.attributes, s.probability
   from current_customers c join churn_scores s on s.churn_model_id = $1 and s.row = c.row
   where c.dataset_id = $2 and c.external_id = any($3::text[])`,
);

type Known = Pick<StoredScore, 'probability' | 'attributes'> & { readonly externalId: string };

/** A record that was scored just now, and whose it says that it is. */
export interface ScoredRecord {
  /** Null if it names nobody. */
  readonly externalId: string | null;
  readonly attributes: Attributes;
  readonly probability: number;
}

/**
 * Finds answers that a model has from memory: it learned from a customer, memorises those, and is asked for that customer as
 * they are. What is likely then is the stored score, by a part of the model that had not seen them.
 */
export class FromMemory {
  constructor(private readonly dataSource: DataSource) {}

  /** A warning for each record, in order; null where there is nothing to say. */
  async warnings({ model, scoring }: Champion, records: readonly ScoredRecord[]): Promise<(string | null)[]> {
    const ids = records.flatMap(({ externalId }) => externalId ?? []);
    if (ids.length === 0 || !model.warnings.some(({ code }) => code === MEMORISES)) {
      return records.map(() => null);
    }
    const known: Known[] = await this.dataSource.query(BY_ID, [model.id, model.datasetId, ids]);
    const stored = new Map(known.map((score) => [score.externalId, score]));
    return records.map(({ externalId, attributes, probability }) => {
      const score = externalId === null ? undefined : stored.get(externalId);
      if (score === undefined || Math.abs(score.probability - probability) < SAME) return null;
      const [asked, asStored] = [attributes, score.attributes].map((known) =>
        toFeatureRecord(scoring, known),
      );
      if (!isDeepStrictEqual(asked, asStored)) return null;
      return `the model has learned from customer "${externalId}" as they are, so that ${percent(probability)} is from memory; their stored score, by a part of it that had not seen them, is ${percent(score.probability)}`;
    });
  }
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
