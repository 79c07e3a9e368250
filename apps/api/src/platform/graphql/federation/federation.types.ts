import { GraphQLScalarType } from 'graphql';
import { Field, ObjectType } from 'type-graphql';
import { JSONObject } from '../scalars.js';

/** What another subgraph knows of an object. */
export const Any = new GraphQLScalarType({
  ...JSONObject.toConfig(),
  name: '_Any',
  description:
    'What another subgraph knows of an object: its `__typename` and the fields of its key, such as `{ __typename: "Customer", datasetId: "…", externalId: "…" }`.',
});

/** What a gateway reads of a subgraph. */
@ObjectType('_Service', { description: 'This API as a subgraph of Apollo Federation 2.' })
export class Service {
  @Field({
    description: 'The schema that gateways compose with others. Also at GET /graphql/subgraph.graphql.',
  })
  sdl: string;
}
