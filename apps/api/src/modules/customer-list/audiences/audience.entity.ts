import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { perColumn } from '../../../platform/graphql/complexity.js';
import { connectionTypes } from '../../../platform/graphql/connection.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { JSONObject } from '../../../platform/graphql/scalars.js';
import type { CustomerFilter } from '../customer-list.inputs.js';

declare module '../../../platform/graphql/global-id.js' {
  interface NodeTypes {
    Audience: true;
  }
}

/** A saved filter of a dataset's customers. */
@ObjectType({ description: 'A saved filter: counted live, and usable in every filter by its ID.' })
@Entity('audiences')
export class Audience {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque; stable for the life of the audience.' })
  get globalId(): string {
    return toGlobalId('Audience', this.id);
  }

  @Column('uuid')
  datasetId: string;

  @Field({ description: 'Its name; unique in the dataset, whatever the case.' })
  @Column('text')
  name: string;

  @Field(() => JSONObject, {
    complexity: perColumn(),
    description:
      'The CustomerFilter that was saved, without what it leaves out. Segments are named under the k that was selected then.',
  })
  @Column('jsonb')
  filter: CustomerFilter;

  @Field({ description: 'When it was saved first.' })
  @Column('timestamptz')
  createdAt: Date;
}

/** A page of audiences. */
export const AudienceConnection = connectionTypes('Audience', () => Audience);
