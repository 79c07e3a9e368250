import type { LearningCurve } from '@holdfast/ml-core';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { listOf, perColumn } from '../../../platform/graphql/complexity.js';
import { connectionTypes } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { spoken } from '../../../platform/words/spoken.js';
import { RunStatus } from '../../jobs/index.js';
import { ChurnAlgorithm, ImbalanceStrategy, ModelStage, TargetEvent } from '../churn.enums.js';
import { type ChurnDefinition, describeDefinition } from '../definition/churn-definition.js';
import { EventWords } from '../definition/event-words.types.js';
import { eventWords } from '../definition/target-event.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import {
  CandidateModel,
  Curve,
  FeatureImportance,
  ImportanceGroup,
  ModelMetrics,
  ModelWarning,
  Statement,
} from '../report/churn-report.types.js';
import { ModelComparison } from '../report/model-comparison.types.js';
import { ModelFolds, ModelTrainingData } from '../report/training-data.types.js';

declare module '../../../platform/graphql/global-id.js' {
  interface NodeTypes {
    ChurnModel: true;
  }
}

/** How a model was requested, as far as the training job needs it. */
export interface TrainingRequest {
  readonly algorithm: ChurnAlgorithm;
  readonly imbalance: ImbalanceStrategy;
  readonly seed: number;
  readonly features: readonly string[] | null;
  readonly acknowledgedLeakage: readonly string[];
  readonly onLeakage: 'refuse' | 'leaveOut';
  /** Whether it stays a candidate however good it is, until somebody promotes it. */
  readonly waits?: boolean;
  /** Whether it takes the place of a champion that no longer holds what it promised, unless it is worse. */
  readonly relieves?: boolean;
}

/** A model that gives every customer a calibrated probability of leaving, with its quality. */
@Entity('churn_models')
@ObjectType({
  description: 'A model that gives every customer a calibrated chance of leaving, with its quality.',
})
export class ChurnModel {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque; stable for the life of the model.' })
  get globalId(): string {
    return toGlobalId('ChurnModel', this.id);
  }

  @Column('uuid')
  datasetId: string;

  @Column('int')
  @Field(() => Int, {
    description: '1 for the first model of the dataset, then counting up; never reused.',
  })
  version: number;

  @Column('text')
  @Field(() => ModelStage, { description: 'The role of the model among those of its dataset.' })
  stage: ModelStage;

  @Column('text')
  @Field(() => RunStatus, { description: 'The state of the training.' })
  status: RunStatus;

  @CreateDateColumn()
  @Field({ description: 'When the training was requested.' })
  createdAt: Date;

  @Column('text')
  @Field({ description: 'The engine that trained it: local or reference.' })
  engine: string;

  @Column('text')
  @Field(() => ChurnAlgorithm, { description: 'The algorithm; AUTO until the comparison is done.' })
  algorithm: ChurnAlgorithm;

  @Column('text')
  @Field(() => ImbalanceStrategy, {
    description: 'How rare leavers were handled; AUTO until the comparison is done.',
  })
  imbalance: ImbalanceStrategy;

  @Column('text', { array: true })
  @Field(() => [String], {
    complexity: perColumn(),
    description: 'The original columns that the model uses, in the order of its contributions.',
  })
  features: string[];

  /** What it predicts, in English. */
  @Column('text', { name: 'definition' })
  storedDefinition: string;

  @Field({ description: 'What it predicts, in words, e.g. `Churn is yes` or `Recency > 60`.' })
  get definition(): string {
    return spoken() === 'en' ? this.storedDefinition : describeDefinition(this.target);
  }

  @Column('jsonb')
  target: ChurnDefinition;

  @Field(() => TargetEvent, { description: 'What happened to the customers who meet the definition.' })
  get event(): TargetEvent {
    return this.target.event;
  }

  @Field(() => EventWords, {
    description: 'The words for the event, for sentences about probabilities and customers.',
  })
  get words(): EventWords {
    return eventWords(this.target);
  }

  @Column('jsonb')
  request: TrainingRequest;

  @Column('int')
  @Field(() => Int, {
    description:
      'Number of customers that it learned from, of those known to have left or stayed: all, or a random sample where they do not fit into memory; 0 until counted.',
  })
  trainedOn: number;

  @Column('float8')
  @Field(() => Float, { description: 'Share of those that it was trained on who left, 0..1.' })
  churnRate: number;

  /** Where MEDIUM and HIGH begin unless its dataset says otherwise; null until trained. */
  @Column('float8', { nullable: true })
  mediumFrom: number | null;

  @Column('float8', { nullable: true })
  highFrom: number | null;

  /** The snapshot that it was trained on; null if it is not trained or an early release trained it. */
  @Column('uuid', { nullable: true })
  snapshotId: string | null;

  @Column('text', { nullable: true })
  monetaryColumn: string | null;

  @Column('jsonb', { nullable: true })
  @Field(() => ModelMetrics, {
    nullable: true,
    description:
      'Cross-validated, with preprocessing and resampling inside each fold, on calibrated probabilities. Null until trained.',
  })
  metrics: ModelMetrics | null;

  @Column('jsonb')
  @Field(() => [CandidateModel], {
    complexity: listOf(15),
    description:
      'Every algorithm and imbalance strategy that was compared, on the same folds, in the order tried.',
  })
  candidates: CandidateModel[];

  @Column('jsonb', { nullable: true })
  @Field(() => Curve, {
    nullable: true,
    description:
      'x: share of stayers at or above the threshold; y: share of leavers. The diagonal is chance.',
  })
  rocCurve: Curve | null;

  @Column('jsonb', { nullable: true })
  @Field(() => Curve, { nullable: true, description: 'x: recall; y: precision.' })
  precisionRecallCurve: Curve | null;

  @Column('jsonb', { nullable: true })
  @Field(() => Curve, {
    nullable: true,
    description:
      'x: mean predicted rate; y: observed rate, in 10 bins of equal count. The diagonal is perfect.',
  })
  calibrationCurve: Curve | null;

  @Column('jsonb', { nullable: true })
  @Field(() => Curve, {
    nullable: true,
    description: 'x: share of customers called, riskiest first; y: share of the leavers among them.',
  })
  gainsCurve: Curve | null;

  @Column('jsonb')
  @Field(() => [FeatureImportance], {
    complexity: perColumn(),
    description: 'Most important first, with one entry per original column: one-hot columns are merged.',
  })
  featureImportances: FeatureImportance[];

  @Column('jsonb', { nullable: true })
  @Field(() => [ImportanceGroup], {
    complexity: perColumn(),
    nullable: true,
    description:
      'How much the columns matter that move together, shuffled together; most important first, each column in one group. Null until trained, or if an earlier release trained it.',
  })
  importanceGroups: ImportanceGroup[] | null;

  @Column('jsonb', { nullable: true })
  @Field(() => ModelTrainingData, {
    nullable: true,
    description: 'What it was trained on. Null until trained, or if an earlier release trained it.',
  })
  trainingData: ModelTrainingData | null;

  @Column('jsonb', { nullable: true })
  @Field(() => ModelFolds, {
    nullable: true,
    description:
      'How the customers were split on whom it was judged. Null until trained, or if an earlier release trained it.',
  })
  folds: ModelFolds | null;

  @Column('jsonb', { nullable: true })
  learningCurve: LearningCurve | null;

  @Column('jsonb')
  @Field(() => [Statement], {
    complexity: listOf(20),
    description:
      'What is linked to leaving, in plain sentences, strongest first: associations, corrected for the number tested.',
  })
  statements: Statement[];

  @Column('jsonb')
  @Field(() => [ModelWarning], {
    complexity: listOf(10),
    description: 'What to know before trusting the model.',
  })
  warnings: ModelWarning[];

  @Column('jsonb', { nullable: true })
  @Field(() => ModelComparison, {
    nullable: true,
    description:
      'The model beside the champion of when it was trained, on the same held-out customers. It became champion by itself only if it was better. Null if there was no champion, if it predicted something else or could no longer score, so that a trustworthy model took its place, or if fewer than 10 of one outcome were among the customers of both, so that it waits.',
  })
  comparison: ModelComparison | null;

  /** Read on its own: it is longer than all the rest. Null if it is not trained or an early release trained it. */
  @Column('jsonb', { nullable: true, select: false })
  observedRates?: ObservedRates | null;
}

/** A page of models. */
export const ChurnModelConnection = connectionTypes('ChurnModel', () => ChurnModel);
