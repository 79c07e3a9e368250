import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionTypes } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';

/** How long a deleted dataset can be restored. */
export const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** A deleted dataset as the list of them shows it; nothing else of it is seen. */
@ObjectType({
  description: 'A deleted dataset that can still be restored. Nothing else of it is seen until then.',
})
@Entity('datasets')
export class DeletedDataset {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { description: 'ID of the dataset, before and after.' })
  get datasetId(): string {
    return toGlobalId('Dataset', this.id);
  }

  @Field({ description: 'The name given at import.' })
  @Column('text')
  name: string;

  @Field(() => Int, { description: 'Number of customers stored.' })
  @Column('int')
  customerCount: number;

  @Field({ description: 'When its first import was requested.' })
  @Column('timestamptz')
  createdAt: Date;

  @Field({ description: 'When it was deleted.' })
  @Column('timestamptz')
  deletedAt: Date;

  @Field({ description: `When it is deleted for ever: ${KEPT_DAYS} days after it was deleted.` })
  get keptUntil(): Date {
    return new Date(this.deletedAt.getTime() + KEPT_DAYS * DAY_MS);
  }
}

/** Those that were deleted before this can no longer be restored at `now`. */
export function deletedTooLongAgo(now: Date): Date {
  return new Date(now.getTime() - KEPT_DAYS * DAY_MS);
}

/** A page of deleted datasets. */
export const DeletedDatasetConnection = connectionTypes('DeletedDataset', () => DeletedDataset);
