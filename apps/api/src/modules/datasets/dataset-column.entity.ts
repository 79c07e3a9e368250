import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { listOf } from '../../platform/graphql/complexity.js';
import { ColumnRole, ColumnType } from './dataset.enums.js';
import { type Histogram, ValueCount } from './dataset.types.js';
import type { ValueReading } from './values/value-reading.js';

/** A column of a dataset, with figures over all customers as of the last snapshot. */
@ObjectType({
  description: 'A column of a dataset, with figures over all customers as of the last snapshot.',
})
@Entity('dataset_columns')
export class DatasetColumn {
  @PrimaryColumn('uuid')
  datasetId: string;

  /** Its place in the file, from 0. */
  @PrimaryColumn('int')
  ordinal: number;

  @Field({ description: 'As in the header, with surrounding and repeated spaces removed.' })
  @Column('text')
  name: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What people call the column, in sentences and on screens; null until somebody says so, see labelColumn. Stays over imports.',
  })
  @Column('text', { nullable: true })
  label: string | null;

  @Field(() => ColumnType, { description: 'The type of its values.' })
  @Column('text')
  type: ColumnType;

  @Field(() => ColumnRole, { description: 'What the column is for.' })
  @Column('text')
  role: ColumnRole;

  /** Whether its dates have a time of day. */
  @Column('boolean')
  withTime: boolean;

  /** How a text becomes a value of the column; null if it is read as ISO dates and numbers with a point. */
  @Column('jsonb', { nullable: true })
  reading: ValueReading | null;

  @Field(() => Int, { description: 'Number of customers without a value.' })
  @Column('int')
  missingCount: number;

  @Field(() => Int, { description: 'Number of different values, not counting missing ones.' })
  @Column('int')
  distinctCount: number;

  @Field(() => Float, { nullable: true, description: 'Null unless the column is a NUMBER with values.' })
  @Column('float8', { nullable: true })
  mean: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Sample standard deviation (n − 1); null unless the column is a NUMBER with at least two values.',
  })
  @Column('float8', { nullable: true })
  standardDeviation: number | null;

  @Field(() => Float, { nullable: true, description: 'Null unless the column is a NUMBER with values.' })
  @Column('float8', { nullable: true })
  min: number | null;

  @Field(() => Float, { nullable: true, description: 'Null unless the column is a NUMBER with values.' })
  @Column('float8', { nullable: true })
  max: number | null;

  @Field(() => Float, { nullable: true, description: 'Null unless the column is a NUMBER with values.' })
  @Column('float8', { nullable: true })
  median: number | null;

  @Field(() => [ValueCount], {
    complexity: listOf(20),
    description: 'The 20 most frequent values, most frequent first; ties in alphabetical order.',
  })
  @Column('jsonb')
  topValues: ValueCount[];

  /** Over 20 bins of equal width; null unless the column is a NUMBER with values. */
  @Column('jsonb', { nullable: true })
  histogram: Histogram | null;
}
