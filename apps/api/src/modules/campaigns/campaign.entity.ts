import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { CampaignSource } from './campaign.enums.js';
import type { MadeOf } from './made-of.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    Campaign: true;
  }
}

/** A list that was frozen when it was made, with a random part that is left alone so that the effect can be measured. */
@ObjectType({
  description:
    'A list that was frozen when it was made, with a random part that is left alone so that the effect can be measured.',
})
@Entity('campaigns')
export class Campaign {
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => ID, { name: 'id', description: 'Opaque; stable for the life of the campaign.' })
  get globalId(): string {
    return toGlobalId('Campaign', this.id);
  }

  @Column('uuid')
  datasetId: string;

  @Field({ description: 'Its name.' })
  @Column('text')
  name: string;

  @Field({ description: 'When the list was made. Outcomes that were observed later count.' })
  @Column('timestamptz')
  createdAt: Date;

  /** Whom it is for, in English. */
  @Column('text', { name: 'sentence' })
  storedSentence: string;

  @Field(() => CampaignSource, { description: 'What the list was made of.' })
  @Column('text')
  source: CampaignSource;

  @Column('jsonb')
  madeOf: MadeOf;

  @Field(() => Float, { description: 'The share that was asked to be left alone, 0..0.5.' })
  @Column('float8')
  holdOutShare: number;

  @Field(() => Float, {
    name: 'businessAsUsualShare',
    description: 'The share that was asked to be treated as usual, 0..0.5.',
  })
  @Column('float8')
  asUsualShare: number;

  /** As text: PostgreSQL's bigint. */
  @Column('bigint')
  seed: string;

  @Field(() => Float, {
    nullable: true,
    description: 'What one contact costs, in the currency of the dataset; null if nobody has said.',
  })
  @Column('float8', { nullable: true })
  contactCost: number | null;

  @Field(() => Int, { description: 'Members to be contacted. Those who were erased have left the count.' })
  @Column('int')
  contactedCount: number;

  @Field(() => Int, { description: 'Members to be left alone. Those who were erased have left the count.' })
  @Column('int')
  holdOutCount: number;

  @Field(() => Int, {
    name: 'businessAsUsualCount',
    description: 'Members to be treated as usual. Those who were erased have left the count.',
  })
  @Column('int')
  asUsualCount: number;

  @Field(() => Int, { description: 'Members who were erased since it was made.' })
  @Column('int')
  erasedCount: number;
}

/** A page of campaigns. */
export const CampaignConnection = connectionTypes('Campaign', () => Campaign);
