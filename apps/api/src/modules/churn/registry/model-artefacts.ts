import type { DataSource, EntityManager } from 'typeorm';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import type { ScoringModel } from '../../engine/index.js';
import {
  type NamedOutOfFold,
  type OutOfFold,
  packOutOfFold,
  packRows,
  toOutOfFold,
  unpackOutOfFold,
  unpackRows,
} from '../report/out-of-fold.js';
import { packScoringModel, type ScoringArtefact, unpackScoringModel } from '../scoring/scoring-artefact.js';
import type { TrainedClassifier } from '../training/training.types.js';

const PREDICTIONS = `out_of_fold as bytes, out_of_fold_rows as rows, out_of_fold_revision as revision,
  sha256(out_of_fold || coalesce(out_of_fold_rows, '')) = out_of_fold_sha256 as intact`;

interface StoredPredictions {
  readonly bytes: Buffer;
  readonly rows: Buffer | null;
  readonly revision: string | null;
  readonly intact: boolean;
}

/** Stores what models score with. Whatever is read is checked: it is as it was written, or it is not given out. */
export class ModelArtefacts {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores a model that was trained on a snapshot of this revision, with its predictions. */
  async write(
    manager: EntityManager,
    id: string,
    { model: scoring, outOfFold }: TrainedClassifier,
    revision: string,
  ): Promise<void> {
    // The model brings its own checksum.
    const { model, columns } = packScoringModel(scoring);
    const predictions = toOutOfFold(outOfFold.probabilities, outOfFold.y, outOfFold.rowNumbers);
    await manager.query(
      `insert into churn_artefacts
         (churn_model_id, model, columns, out_of_fold, out_of_fold_rows, out_of_fold_revision, out_of_fold_sha256)
       values ($1, $2, $3, $4::bytea, $5::bytea, $6, sha256($4::bytea || $5::bytea))`,
      [id, model, JSON.stringify(columns), packOutOfFold(predictions), packRows(predictions.rows), revision],
    );
  }

  /** A completed model's out-of-fold predictions for its training customers. @throws AppError CONFLICT, DamagedError */
  async outOfFold(id: string): Promise<OutOfFold> {
    return unpackOutOfFold((await this.#predictions(id)).bytes);
  }

  /** The same with whom they are of; null for a model that an early release trained. @throws AppError CONFLICT, DamagedError */
  async namedOutOfFold(id: string): Promise<NamedOutOfFold | null> {
    const { bytes, rows, revision } = await this.#predictions(id);
    if (rows === null || revision === null) return null;
    return { ...unpackOutOfFold(bytes), rows: unpackRows(rows), revision };
  }

  /** The scoring model of a completed training. @throws AppError CONFLICT, DamagedError */
  async scoringModel(id: string): Promise<ScoringModel> {
    return unpackScoringModel(await this.#read<ScoringArtefact>(id, 'model, columns'));
  }

  /** The same as it is stored, found whole. @throws AppError CONFLICT, DamagedError */
  async artefact(id: string): Promise<ScoringArtefact> {
    const artefact = await this.#read<ScoringArtefact>(id, 'model, columns');
    unpackScoringModel(artefact);
    return artefact;
  }

  /**
   * A completed model with its encoding and calibration, as ml-core's `serialiseModel` wrote them.
   * @throws AppError CONFLICT, DamagedError
   */
  async storedModel(id: string): Promise<Buffer> {
    return (await this.artefact(id)).model;
  }

  async #predictions(id: string): Promise<StoredPredictions> {
    const stored = await this.#read<StoredPredictions>(id, PREDICTIONS);
    if (stored.intact) return stored;
    throw new DamagedError(
      'The predictions of the churn model cannot be read: their checksum does not fit. Train it again.',
    );
  }

  async #read<T>(id: string, columns: string): Promise<T> {
    const [artefact] = await this.dataSource.query<T[]>(
      `select ${columns} from churn_artefacts where churn_model_id = $1`,
      [id],
    );
    if (artefact) return artefact;
    const [model] = await this.dataSource.query<{ status: string }[]>(
      'select status from churn_models where id = $1',
      [id],
    );
    if (model === undefined) throw notFound('ChurnModel', toGlobalId('ChurnModel', id));
    if (model.status === 'COMPLETED') throw new DamagedError('The churn model is gone. Train it again.');
    const message = `The model is ${model.status}; it can be queried once it is COMPLETED.`;
    throw new AppError('CONFLICT', message);
  }
}
