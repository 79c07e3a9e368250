import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { ColumnRole, ColumnType } from './dataset.enums.js';
import { type Histogram, ValueCount } from './dataset.types.js';

/** A column of a dataset, with figures over all its customers as of the last snapshot. */
@ObjectType({
  description: 'A column of a dataset, with figures over all its customers as of the last snapshot.',
})
@Entity('dataset_columns')
export class DatasetColumn {
  @PrimaryColumn('uuid')
  datasetId: string;

  /** Its place in the file, from 0. */
  @PrimaryColumn('int')
  ordinal: number;

  @Field({ description: 'As in the header, without outer and doubled blanks.' })
  @Column('text')
  name: string;

  @Field(() => ColumnType, { description: 'What its values are.' })
  @Column('text')
  type: ColumnType;

  @Field(() => ColumnRole, { description: 'What it is for.' })
  @Column('text')
  role: ColumnRole;

  /** Whether its dates carry a time of day. */
  @Column('boolean')
  withTime: boolean;

  @Field(() => Int, { description: 'Customers without a value.' })
  @Column('int')
  missingCount: number;

  @Field(() => Int, { description: 'Different values, missing ones left out.' })
  @Column('int')
  distinctCount: number;

  @Field(() => Float, { nullable: true, description: 'Null unless the column is a NUMBER with values.' })
  @Column('float8', { nullable: true })
  mean: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of the sample (n − 1); null unless the column is a NUMBER with two values or more.',
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
    description: 'Most frequent first, at most 20; of equals the smaller text first.',
  })
  @Column('jsonb')
  topValues: ValueCount[];

  /** Over 20 bins of equal width; null unless the column is a NUMBER with values. */
  @Column('jsonb', { nullable: true })
  histogram: Histogram | null;
}
