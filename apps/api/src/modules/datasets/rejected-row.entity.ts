import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionTypes } from '../../platform/graphql/connection.js';

/** A row of the file that was rejected. */
@ObjectType({ description: 'A row of the file that was rejected.' })
@Entity('rejected_rows')
export class RejectedRow {
  @PrimaryColumn('uuid')
  importId: string;

  /** Its position among the rejected rows, from 0, in file order. */
  @PrimaryColumn('int')
  ordinal: number;

  @Field(() => Int, {
    description: 'The line on which the row starts, counted from 1, including the header.',
  })
  @Column('int')
  line: number;

  @Field({ description: 'What was expected and what was found.' })
  @Column('text')
  cause: string;

  @Column('text')
  text: string;

  @Field({ name: 'text', description: 'The row as it is in the file, cut after 2,000 characters.' })
  get shown(): string {
    return this.text.slice(0, 2000);
  }

  @Field({
    description: 'Whether another row of the same customer counts, so that there is nothing to repair.',
  })
  @Column('boolean')
  isRepeat: boolean;
}

/** A page of rejected rows. */
export const RejectedRowConnection = connectionTypes('RejectedRow', () => RejectedRow);
