import { type DataSource, type EntityManager, In } from 'typeorm';
import { AppError, notFound } from '../../platform/errors/app-error.js';
import { type Connection, readPage, toConnection } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import type { LoaderDefinition } from '../../platform/graphql/request-context.js';
import type { ScoringModel } from '../engine/index.js';
import type { ChurnDefinition } from './churn-definition.js';
import { ChurnModel, type TrainingRequest } from './churn-model.entity.js';
import { isTrustworthy } from './model-warnings.js';
import { type OutOfFold, packOutOfFold, toOutOfFold, unpackOutOfFold } from './out-of-fold.js';
import { packScoringModel, type ScoringArtefact, unpackScoringModel } from './scoring-artefact.js';
import type { TrainedClassifier } from './training/training.types.js';
import { reportOf } from './training-report.js';

/** What a training is started with. */
export interface NewChurnModel {
  readonly datasetId: string;
  readonly engine: string;
  readonly features: readonly string[];
  readonly definition: string;
  readonly target: ChurnDefinition;
  readonly request: TrainingRequest;
  readonly monetaryColumn: string | null;
}

/** A key that no client was given would be refused by the database with an error of ours. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a model tells before it is trained. */
const NOTHING_FOUND = {
  trainedOn: 0,
  churnRate: 0,
  metrics: null,
  candidates: [],
  rocCurve: null,
  precisionRecallCurve: null,
  calibrationCurve: null,
  gainsCurve: null,
  featureImportances: [],
  statements: [],
  warnings: [],
} satisfies Partial<ChurnModel>;

/** The models of all datasets, their artefacts and who is champion. The only user of their tables. */
export class ChurnModelStore {
  constructor(readonly dataSource: DataSource) {}

  /** Writes a model down that is yet to be trained, under the dataset's next version. */
  async create(model: NewChurnModel, manager: EntityManager): Promise<ChurnModel> {
    // The dataset's row is what two trainings started at once queue up for.
    await manager.query('select from datasets where id = $1 for update', [model.datasetId]);
    const [{ version }] = await manager.query(
      'select coalesce(max(version), 0) + 1 as version from churn_models where dataset_id = $1',
      [model.datasetId],
    );
    const { algorithm, imbalance } = model.request;
    const repository = manager.getRepository(ChurnModel);
    const { id } = await repository.save(
      repository.create({
        ...model,
        features: [...model.features],
        version,
        stage: 'CANDIDATE',
        status: 'PENDING',
        algorithm,
        imbalance,
        ...NOTHING_FOUND,
      }),
    );
    return repository.findOneByOrFail({ id });
  }

  /** Null where there is none. */
  async find(id: string): Promise<ChurnModel | null> {
    return UUID.test(id) ? this.dataSource.getRepository(ChurnModel).findOneBy({ id }) : null;
  }

  /** @throws AppError NOT_FOUND */
  async get(id: string): Promise<ChurnModel> {
    const model = await this.find(id);
    if (model === null) throw notFound('ChurnModel', toGlobalId('ChurnModel', id));
    return model;
  }

  /** Models by their keys. */
  readonly byKey: LoaderDefinition<string, ChurnModel | null> = {
    load: async (ids) => {
      const models = await this.dataSource.getRepository(ChurnModel).findBy({ id: In([...ids]) });
      const byId = new Map(models.map((model) => [model.id, model]));
      return ids.map((id) => byId.get(id) ?? null);
    },
  };

  /** The champion of each dataset, by the dataset's key. */
  readonly championOf: LoaderDefinition<string, ChurnModel | null> = {
    load: async (datasetIds) => {
      const champions = await this.dataSource
        .getRepository(ChurnModel)
        .findBy({ datasetId: In([...datasetIds]), stage: 'CHAMPION' });
      const byDataset = new Map(champions.map((model) => [model.datasetId, model]));
      return datasetIds.map((id) => byDataset.get(id) ?? null);
    },
  };

  /** The newest first. */
  async list(datasetId: string, first: number, after?: string | null): Promise<Connection<ChurnModel>> {
    const page = readPage(first, after);
    const repository = this.dataSource.getRepository(ChurnModel);
    const query = repository.createQueryBuilder('model').where({ datasetId });
    const total = await query.getCount();
    if (page.after) query.andWhere('model.version < :version', { version: page.after[0] });
    const models = await query
      .orderBy('model.version', 'DESC')
      .limit(page.first + 1)
      .getMany();
    return toConnection(page, models, total, ({ version }) => [version]);
  }

  /** Key of a dataset's champion, or null; cheap enough for every request. */
  async championKey(datasetId: string): Promise<string | null> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `select id from churn_models where dataset_id = $1 and stage = 'CHAMPION'`,
      [datasetId],
    );
    return rows[0]?.id ?? null;
  }

  /** Marks a training as begun and removes what an attempt before left behind. @throws AppError NOT_FOUND */
  async begin(id: string): Promise<ChurnModel> {
    await this.dataSource.transaction(async (manager) => {
      await this.#removeResults(id, manager);
      await manager.getRepository(ChurnModel).update(id, { ...NOTHING_FOUND, status: 'RUNNING' });
    });
    return this.get(id);
  }

  /** Writes down what was found, and what is needed to score with it. */
  async describe(id: string, trained: TrainedClassifier, customerCount: number): Promise<ChurnModel> {
    const { model, columns } = packScoringModel(trained.model);
    const outOfFold = toOutOfFold(trained.outOfFold.probabilities, trained.outOfFold.y);
    await this.dataSource.transaction(async (manager) => {
      await manager.getRepository(ChurnModel).update(id, reportOf(trained, customerCount));
      await manager.query(
        'insert into churn_artefacts (churn_model_id, model, columns, out_of_fold) values ($1, $2, $3, $4)',
        [id, model, JSON.stringify(columns), packOutOfFold(outOfFold)],
      );
    });
    return this.get(id);
  }

  /** Settles a training whose scores are stored: champion where it may be, else a candidate. */
  async complete(id: string): Promise<ChurnModel> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(`update churn_models set status = 'COMPLETED' where id = $1`, [id]);
      const { metrics } = await manager.getRepository(ChurnModel).findOneByOrFail({ id });
      if (isTrustworthy(metrics!)) await this.#crown(id, manager);
      // Without statistics the first questions about so many new rows are planned as if there were a handful.
      await manager.query('analyze churn_models, churn_scores, churn_contributions');
    });
    return this.get(id);
  }

  /** Settles a training that ended without a model: the reason stays with it, nothing else does. */
  async fail(id: string, outcome: { code: string; message: string; cancelled: boolean }): Promise<void> {
    const { code, message, cancelled } = outcome;
    await this.dataSource.transaction(async (manager) => {
      await this.#removeResults(id, manager);
      await manager.getRepository(ChurnModel).update(id, {
        ...NOTHING_FOUND,
        status: cancelled ? 'CANCELLED' : 'FAILED',
        warnings: [{ code, message, column: null }],
      });
    });
  }

  /** Makes a completed model the champion; the one before is archived. */
  async promote(id: string): Promise<ChurnModel> {
    await this.dataSource.transaction((manager) => this.#crown(id, manager));
    return this.get(id);
  }

  /** What a completed model judged of the customers that it was trained on. @throws AppError CONFLICT */
  async outOfFold(id: string): Promise<OutOfFold> {
    const artefact = await this.#artefact<{ out_of_fold: Buffer }>(id, 'out_of_fold');
    return unpackOutOfFold(artefact.out_of_fold);
  }

  /** What scores with a completed model. @throws AppError CONFLICT */
  async scoringModel(id: string): Promise<ScoringModel> {
    return unpackScoringModel(await this.#artefact<ScoringArtefact>(id, 'model, columns'));
  }

  /** A completed model with its encoding and calibration, as ml-core's `serialiseModel` wrote them. @throws AppError CONFLICT */
  async storedModel(id: string): Promise<Buffer> {
    const { model } = await this.#artefact<ScoringArtefact>(id, 'model, columns');
    return model;
  }

  async #artefact<T>(id: string, columns: 'model, columns' | 'out_of_fold'): Promise<T> {
    const rows = await this.dataSource.query<T[]>(
      `select ${columns} from churn_artefacts where churn_model_id = $1`,
      [id],
    );
    if (rows[0]) return rows[0];
    const { status } = await this.get(id);
    throw new AppError('CONFLICT', `The model is ${status}; it can be asked once it is COMPLETED.`);
  }

  async #crown(id: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `select from datasets where id = (select dataset_id from churn_models where id = $1) for update`,
      [id],
    );
    await manager.query(
      `update churn_models set stage = 'ARCHIVED'
       where stage = 'CHAMPION' and id <> $1 and dataset_id = (select dataset_id from churn_models where id = $1)`,
      [id],
    );
    await manager.query(`update churn_models set stage = 'CHAMPION' where id = $1`, [id]);
  }

  async #removeResults(id: string, manager: EntityManager): Promise<void> {
    for (const table of ['churn_contributions', 'churn_scores', 'churn_artefacts']) {
      await manager.query(`delete from ${table} where churn_model_id = $1`, [id]);
    }
  }
}
