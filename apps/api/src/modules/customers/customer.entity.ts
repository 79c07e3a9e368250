import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { perColumn } from '../../platform/graphql/complexity.js';
import { connectionTypes } from '../../platform/graphql/connection.js';
import { toGlobalId } from '../../platform/graphql/global-id.js';
import { JSONObject } from '../../platform/graphql/scalars.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    Customer: true;
  }
}

/** The value of an attribute: a number, yes or no, a text, an ISO date, or null if it is missing. */
export type AttributeValue = number | boolean | string | null;

/** One customer of a dataset. */
@ObjectType({ description: 'One customer of a dataset.' })
@Entity('current_customers')
export class Customer {
  @PrimaryColumn('uuid')
  datasetId: string;

  /** Identifies the customer in snapshots, memberships and scores; never reused while those are kept. */
  @PrimaryColumn('int')
  row: number;

  @Field(() => ID, { name: 'id', description: 'Opaque; stable while the customer is stored.' })
  get globalId(): string {
    return toGlobalId('Customer', `${this.datasetId}:${this.row}`);
  }

  @Field(() => ID, {
    name: 'datasetId',
    description: 'The ID of its dataset; with externalId it names the customer, also in other subgraphs.',
  })
  get globalDatasetId(): string {
    return toGlobalId('Dataset', this.datasetId);
  }

  @Field({ description: "The customer's ID in your own systems; unique in the dataset." })
  @Column('text')
  externalId: string;

  @Field(() => JSONObject, {
    complexity: perColumn(),
    description:
      'By column name: numbers, booleans, texts, ISO dates; null if a value is missing. Does not include the ID.',
  })
  @Column('jsonb')
  attributes: Record<string, AttributeValue>;
}

/** A page of customers. */
export const CustomerConnection = connectionTypes('Customer', () => Customer);
