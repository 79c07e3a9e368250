import type { DataSource, EntityManager } from 'typeorm';
import { AppError, notFound } from '../../../platform/errors/app-error.js';
import { DamagedError } from '../../../platform/errors/damaged-error.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import type { ScoringModel } from '../../engine/index.js';
import { type OutOfFold, packOutOfFold, toOutOfFold, unpackOutOfFold } from '../report/out-of-fold.js';
import { packScoringModel, type ScoringArtefact, unpackScoringModel } from '../scoring/scoring-artefact.js';
import type { TrainedClassifier } from '../training/training.types.js';

/** Stores what models score with. Whatever is read is checked: it is as it was written, or it is not given out. */
export class ModelArtefacts {
  constructor(private readonly dataSource: DataSource) {}

  async write(manager: EntityManager, id: string, trained: TrainedClassifier): Promise<void> {
    // The model brings its own checksum.
    const { model, columns } = packScoringModel(trained.model);
    const outOfFold = packOutOfFold(toOutOfFold(trained.outOfFold.probabilities, trained.outOfFold.y));
    await manager.query(
      `insert into churn_artefacts (churn_model_id, model, columns, out_of_fold, out_of_fold_sha256)
       values ($1, $2, $3, $4, sha256($4))`,
      [id, model, JSON.stringify(columns), outOfFold],
    );
  }

  /** A completed model's out-of-fold predictions for its training customers. @throws AppError CONFLICT, DamagedError */
  async outOfFold(id: string): Promise<OutOfFold> {
    const { bytes, intact } = await this.#read<{ bytes: Buffer; intact: boolean }>(
      id,
      'out_of_fold as bytes, sha256(out_of_fold) = out_of_fold_sha256 as intact',
    );
    if (intact) return unpackOutOfFold(bytes);
    throw new DamagedError(
      'The predictions of the churn model cannot be read: their checksum does not fit. Train it again.',
    );
  }

  /** The scoring model of a completed training. @throws AppError CONFLICT, DamagedError */
  async scoringModel(id: string): Promise<ScoringModel> {
    return unpackScoringModel(await this.#read<ScoringArtefact>(id, 'model, columns'));
  }

  /**
   * A completed model with its encoding and calibration, as ml-core's `serialiseModel` wrote them.
   * @throws AppError CONFLICT, DamagedError
   */
  async storedModel(id: string): Promise<Buffer> {
    const artefact = await this.#read<ScoringArtefact>(id, 'model, columns');
    unpackScoringModel(artefact);
    return artefact.model;
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
