import { Field, ID, InputType, Int } from 'type-graphql';
import { Role } from './api-key.entity.js';

/** What a new API key is created from. */
@InputType({ description: 'The API key to create.' })
export class CreateApiKeyInput {
  @Field({ description: 'What the key is for, 1..100 characters.' })
  name: string;

  @Field(() => Role, { description: 'What the key allows.' })
  role: Role;

  @Field(() => Date, {
    nullable: true,
    description: 'When the key expires, in the future. Default: never.',
  })
  expiresAt?: Date | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'The datasets that the key is confined to, 1..100: it sees nothing of the others, and cannot make new ones. Default: all, also those to come.',
  })
  datasetIds?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Whether an agent at /mcp that has the key may change what its role allows; needs ANALYST or ADMIN. Default: false, agents only read.',
  })
  agentMayWrite?: boolean | null;
}

/** The API key to revoke. */
@InputType({ description: 'The API key to revoke.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'ID of an API key.' })
  apiKeyId: string;
}

/** The API key to rotate. */
@InputType({ description: 'The API key to rotate.' })
export class RotateApiKeyInput {
  @Field(() => ID, { description: 'ID of an API key that is valid and was not rotated before.' })
  apiKeyId: string;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 24,
    description: 'How many hours the secret of before stays valid, 0..720. Default: 24; 0 ends it at once.',
  })
  overlapHours?: number | null;
}
