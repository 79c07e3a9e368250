import { type DataSource, type EntityManager, In } from 'typeorm';
import type { FinderDefinition, LoaderDefinition } from '../../../platform/call/loader-definition.js';
import { oncePerCall } from '../../../platform/call/once-per-call.js';
import { inTransaction } from '../../../platform/database/in-transaction.js';
import { prepared } from '../../../platform/database/prepared.js';
import { refreshStatistics } from '../../../platform/database/refresh-statistics.js';
import { notFound } from '../../../platform/errors/app-error.js';
import type { Connection } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { type KeysetOrder, readKeyset } from '../../../platform/graphql/read-keyset.js';
import type { Logger } from '../../../platform/logger.js';
import type { Outbox } from '../../../platform/outbox/outbox.js';
import type { DatasetSource } from '../dataset-source.js';
import type { ChurnDefinition } from '../definition/churn-definition.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import type { ReportedOn } from '../report/training-data.js';
import { reportOf } from '../report/training-report.js';
import type { ChurnScoreStore } from '../scoring/churn-score.store.js';
import type { TrainedClassifier } from '../training/training.types.js';
import { type ChampionDecision, noteChange, reasonOf } from './champion-changes.js';
import { ChurnModel, type TrainingRequest } from './churn-model.entity.js';
import { ModelArtefacts } from './model-artefacts.js';
import type { Verdict } from './verdict.js';

/** The input of a training. */
export interface NewChurnModel {
  readonly datasetId: string;
  readonly engine: string;
  readonly features: readonly string[];
  readonly storedDefinition: string;
  readonly target: ChurnDefinition;
  readonly request: TrainingRequest;
  readonly monetaryColumn: string | null;
}

/** A champion's key, whether it is damaged, and the levels that were set for its dataset. */
export interface ServingKey {
  readonly id: string;
  readonly damaged: boolean;
  readonly mediumFrom: number | null;
  readonly highFrom: number | null;
}

/** The form of every key that clients are given; PostgreSQL would raise an error for any other. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const LATEST_VERSION_FIRST: KeysetOrder = { columns: [{ name: 'version', type: 'int' }], descending: true };
/** How many models besides the champion keep their scores. */
const KEPT_SCORES = 3;

/** The results of a model before it is trained. */
const NOTHING_FOUND = {
  trainedOn: 0,
  churnRate: 0,
  mediumFrom: null,
  highFrom: null,
  metrics: null,
  candidates: [],
  rocCurve: null,
  precisionRecallCurve: null,
  calibrationCurve: null,
  gainsCurve: null,
  featureImportances: [],
  importanceGroups: null,
  learningCurve: null,
  statements: [],
  observedRates: null,
  warnings: [],
  comparison: null,
} satisfies Partial<ChurnModel>;

/** What the store depends on. */
export interface ChurnModelStoreDependencies {
  readonly dataSource: DataSource;
  readonly datasets: Pick<DatasetSource, 'lock' | 'lockForChange'>;
  readonly scores: ChurnScoreStore;
  readonly outbox: Outbox;
  readonly logger: Logger;
}

const CHAMPION_KEY = prepared(
  `select id, damaged_at is not null as damaged from churn_models where dataset_id = $1 and stage = 'CHAMPION'`,
);
const SERVING_KEY = prepared(
  `select m.id, m.damaged_at is not null as damaged,
     a.medium_from as "mediumFrom", a.high_from as "highFrom"
   from churn_models m left join assumptions a on a.dataset_id = m.dataset_id
   where m.dataset_id = $1 and m.stage = 'CHAMPION'`,
);

/** Stores the models of all datasets, their artefacts and which is champion. The only user of their tables. */
export class ChurnModelStore {
  readonly dataSource: DataSource;
  readonly artefacts: ModelArtefacts;

  constructor(private readonly deps: ChurnModelStoreDependencies) {
    this.dataSource = deps.dataSource;
    this.artefacts = new ModelArtefacts(deps.dataSource);
  }

  /** Stores a model that is yet to be trained, under the dataset's next version. */
  async create(model: NewChurnModel, manager: EntityManager): Promise<ChurnModel> {
    // Two trainings that start together must not get the same version.
    await this.deps.datasets.lockForChange(manager, model.datasetId);
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

  /** Keeps the file of a model that was trained elsewhere until it is judged. */
  async keepFile(manager: EntityManager, id: string, file: Buffer): Promise<void> {
    await manager.query('update churn_models set given_file = $2 where id = $1', [id, file]);
  }

  /** That file; null for a model that is trained here. */
  async givenFile(id: string): Promise<Buffer | null> {
    const [found]: { file: Buffer | null }[] = await this.dataSource.query(
      'select given_file as file from churn_models where id = $1',
      [id],
    );
    return found?.file ?? null;
  }

  /** Null if there is none. */
  readonly find = oncePerCall(async (id): Promise<ChurnModel | null> => {
    return UUID.test(id) ? this.dataSource.getRepository(ChurnModel).findOneBy({ id }) : null;
  });

  /** @throws AppError NOT_FOUND */
  async get(id: string): Promise<ChurnModel> {
    const model = await this.find(id);
    if (model === null) throw notFound('ChurnModel', toGlobalId('ChurnModel', id));
    return model;
  }

  /** Models by their keys. */
  readonly byKey: LoaderDefinition<Pick<ChurnModel, 'id' | 'datasetId'>, ChurnModel | null> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ id }) => id,
    load: (keys) => this.byId.load(keys.map(({ id }) => id)),
  };

  /** Models by their keys, of whatever dataset. */
  readonly byId: FinderDefinition<ChurnModel> = {
    load: async (ids) => {
      const models = await this.dataSource.getRepository(ChurnModel).findBy({ id: In([...ids]) });
      const byId = new Map(models.map((model) => [model.id, model]));
      return ids.map((id) => byId.get(id) ?? null);
    },
  };

  /** The champion of each dataset, by the dataset's key. */
  readonly championOf: LoaderDefinition<string, ChurnModel | null> = {
    scopeOf: (datasetId) => datasetId,
    load: async (datasetIds) => {
      const champions = await this.dataSource
        .getRepository(ChurnModel)
        .findBy({ datasetId: In([...datasetIds]), stage: 'CHAMPION' });
      const byDataset = new Map(champions.map((model) => [model.datasetId, model]));
      return datasetIds.map((id) => byDataset.get(id) ?? null);
    },
  };

  /** How often a model's training customers left by their values; null for models that an early release trained. */
  async observedRates(id: string): Promise<ObservedRates | null> {
    const [found]: { observed: ObservedRates | null }[] = await this.dataSource.query(
      'select observed_rates as observed from churn_models where id = $1',
      [id],
    );
    return found?.observed ?? null;
  }

  /** Newest first. */
  list(datasetId: string, first: number, after?: string | null): Promise<Connection<ChurnModel>> {
    const query = this.dataSource.getRepository(ChurnModel).createQueryBuilder('model').where({ datasetId });
    return readKeyset(query, { name: 'churn models', of: datasetId }, { first, after }, LATEST_VERSION_FIRST);
  }

  /** The key of a dataset's champion and whether it is damaged, or null; cheap enough to call on every request. */
  async championKey(datasetId: string): Promise<{ id: string; damaged: boolean } | null> {
    const rows = await this.dataSource.query<{ id: string; damaged: boolean }[]>(CHAMPION_KEY, [datasetId]);
    return rows[0] ?? null;
  }

  /** The same with the levels of risk that were set for the dataset, in one look-up: for scores that are waited for. */
  async servingKey(datasetId: string): Promise<ServingKey | null> {
    const rows = await this.dataSource.query<ServingKey[]>(SERVING_KEY, [datasetId]);
    return rows[0] ?? null;
  }

  /**
   * Notes that a model cannot be read. If it is the champion, the newest of the former ones with the same definition takes
   * its place; if there is none, it stays, and so do its scores.
   */
  async replaceDamaged(id: string, damage: Error): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      const model = await this.#lock(id, manager);
      if (model === null) return;
      await manager.query('update churn_models set damaged_at = clock_timestamp() where id = $1', [id]);
      const former = model.stage === 'CHAMPION' ? await this.#formerChampion(model, manager) : null;
      const reason = `Version ${model.version} is damaged.`;
      if (former !== null) await this.#promote(former, manager, { by: null, reason });
      const place = { datasetId: model.datasetId, churnModelId: id, version: model.version, err: damage };
      const instead = former
        ? `version ${former.version} scores instead`
        : 'no other model can score instead';
      this.deps.logger.error(place, `a churn model is damaged; ${instead}`);
    });
  }

  /** The damaged models that no later model has made up for, in words for the operator. */
  async faults(): Promise<string[]> {
    const found: { datasetId: string; version: number; instead: number | null }[] =
      await this.dataSource.query(
        `select m.dataset_id as "datasetId", m.version, case when c.id <> m.id then c.version end as instead
       from churn_models m join churn_models c on c.dataset_id = m.dataset_id and c.stage = 'CHAMPION'
       where m.damaged_at is not null and m.version >= c.version and (c.id = m.id or not exists (
         select from churn_models later where later.dataset_id = m.dataset_id and later.version > m.version
           and later.status = 'COMPLETED' and later.damaged_at is null))
       order by m.dataset_id, m.version`,
      );
    return found.map(({ datasetId, version, instead }) => {
      const state = instead === null ? 'nothing scores customers' : `version ${instead} scores instead`;
      return `version ${version} of the churn model of dataset ${datasetId} is damaged: ${state}`;
    });
  }

  /** Begins a training and clears what an earlier attempt left; null if there is nothing left to train. */
  async begin(id: string): Promise<ChurnModel | null> {
    const begun = await inTransaction(this.dataSource, async (manager) => {
      const [, count] = await manager.query(
        `update churn_models set status = 'RUNNING' where id = $1 and status in ('PENDING', 'RUNNING')`,
        [id],
      );
      if (count === 0) return false;
      await this.#removeResults(id, manager);
      await manager.getRepository(ChurnModel).update(id, NOTHING_FOUND);
      return true;
    });
    return begun ? this.find(id) : null;
  }

  /** Records in the caller's transaction which snapshot a model learns from. */
  async refer(manager: EntityManager, id: string, snapshotId: string): Promise<void> {
    await manager.query('update churn_models set snapshot_id = $2 where id = $1', [id, snapshotId]);
  }

  /** Stores the findings of a training on a snapshot, and what is needed to score with the model. */
  async describe(
    id: string,
    trained: TrainedClassifier,
    revision: string,
    given: ReportedOn,
  ): Promise<ChurnModel> {
    await inTransaction(this.dataSource, async (manager) => {
      const repository = manager.getRepository(ChurnModel);
      const { words } = await repository.findOneByOrFail({ id });
      await repository.update(id, reportOf(trained, given, words));
      await this.artefacts.write(manager, id, trained, revision);
    });
    return this.get(id);
  }

  /**
   * Completes a training whose scores are stored: the model becomes champion if the verdict says so, else a candidate.
   * @returns false, with nothing done, if the champion is no longer the one that the verdict is about
   */
  async complete(id: string, verdict: Verdict): Promise<boolean> {
    const { championId, promoted, comparison } = verdict;
    return inTransaction(this.dataSource, async (manager) => {
      const model = await this.#lock(id, manager);
      if (model === null) return true;
      const [champion]: { id: string }[] = await manager.query(
        `select id from churn_models where dataset_id = $1 and stage = 'CHAMPION' and id <> $2`,
        [model.datasetId, id],
      );
      if ((champion?.id ?? null) !== championId) return false;
      const [, count] = await manager.query(
        `update churn_models set status = 'COMPLETED', given_file = null where id = $1 and status = 'RUNNING'`,
        [id],
      );
      // Another attempt of the same job was faster, or the training was cancelled.
      if (count === 0) return true;
      await manager.getRepository(ChurnModel).update(id, { comparison });
      await this.deps.scores.removeGone(manager, id);
      if (promoted) await this.#promote(model, manager, { by: null, reason: reasonOf(verdict) });
      return true;
    });
  }

  /** Tells the database how much a training has written, so that it plans its statements by it. */
  refreshStatistics(): Promise<void> {
    return refreshStatistics(this.dataSource, ['churn_models', 'churn_scores', 'churn_contributions']);
  }

  /** Settles a training that ended without a model; only the reason is kept. */
  async fail(id: string, outcome: { code: string; message: string; cancelled: boolean }): Promise<void> {
    const { code, message, cancelled } = outcome;
    await inTransaction(this.dataSource, async (manager) => {
      const [, count] = await manager.query(
        `update churn_models set status = $2, snapshot_id = null, given_file = null where id = $1 and status in ('PENDING', 'RUNNING')`,
        [id, cancelled ? 'CANCELLED' : 'FAILED'],
      );
      if (count === 0) return;
      await this.#removeResults(id, manager);
      await manager
        .getRepository(ChurnModel)
        .update(id, { ...NOTHING_FOUND, warnings: [{ code, message, column: null }] });
    });
  }

  /** Makes a completed model the champion and archives the previous one. @throws AppError NOT_FOUND */
  promote(id: string, decision: ChampionDecision): Promise<ChurnModel> {
    return inTransaction(this.dataSource, async (manager) => {
      const model = await this.#lock(id, manager);
      if (model === null) throw notFound('ChurnModel', toGlobalId('ChurnModel', id), ['churnModelId']);
      await this.#promote(model, manager, decision);
      return manager.getRepository(ChurnModel).findOneByOrFail({ id });
    });
  }

  /**
   * Keeps scores and contributions for the champion and the most recently trained models, which a rollback needs. For
   * the others, the history keeps what was served, and a promotion scores every customer again.
   */
  async removeOldScores(datasetId: string): Promise<void> {
    const old = await this.dataSource.query<{ id: string }[]>(
      `select id from churn_models where dataset_id = $1 and status = 'COMPLETED' and stage <> 'CHAMPION'
       order by version desc offset $2`,
      [datasetId, KEPT_SCORES],
    );
    const ids = old.map(({ id }) => id);
    await inTransaction(this.dataSource, async (manager) => {
      for (const table of ['churn_contributions', 'churn_scores']) {
        await manager.query(`delete from ${table} where churn_model_id = any($1)`, [ids]);
      }
    });
  }

  /** The model, with its dataset locked until the end of the transaction; null if they were deleted. */
  async #lock(id: string, manager: EntityManager): Promise<ChurnModel | null> {
    const model = await manager.getRepository(ChurnModel).findOneBy({ id });
    return model !== null && (await this.deps.datasets.lock(manager, model.datasetId)) ? model : null;
  }

  async #formerChampion(
    { datasetId, target }: ChurnModel,
    manager: EntityManager,
  ): Promise<ChurnModel | null> {
    const [former]: { id: string }[] = await manager.query(
      `select id from churn_models where dataset_id = $1 and stage = 'ARCHIVED' and status = 'COMPLETED'
         and damaged_at is null and target = $2::jsonb order by version desc limit 1`,
      [datasetId, JSON.stringify(target)],
    );
    return former ? manager.getRepository(ChurnModel).findOneBy({ id: former.id }) : null;
  }

  /** Whoever promotes a model has just read it, or nobody ever found it damaged. */
  async #promote(
    { id, datasetId, stage }: ChurnModel,
    manager: EntityManager,
    decision: ChampionDecision,
  ): Promise<void> {
    const [[replaced]] = await manager.query<[{ id: string }[], number]>(
      `update churn_models set stage = 'ARCHIVED' where stage = 'CHAMPION' and id <> $1 and dataset_id = $2
       returning id`,
      [id, datasetId],
    );
    await manager.query(`update churn_models set stage = 'CHAMPION', damaged_at = null where id = $1`, [id]);
    const replacedId = replaced?.id ?? null;
    if (stage !== 'CHAMPION')
      await noteChange(manager, { datasetId, churnModelId: id, replacedId }, decision);
    await this.deps.outbox.append(manager, datasetId, 'churn.promoted', { datasetId, churnModelId: id });
  }

  async #removeResults(id: string, manager: EntityManager): Promise<void> {
    for (const table of ['churn_contributions', 'churn_scores', 'churn_artefacts']) {
      await manager.query(`delete from ${table} where churn_model_id = $1`, [id]);
    }
  }
}
