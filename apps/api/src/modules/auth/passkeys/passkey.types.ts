import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { toGlobalId } from '../../../platform/graphql/global-id.js';
import { UserError } from '../../../platform/graphql/user-error.js';

declare module '../../../platform/graphql/global-id.js' {
  interface NodeTypes {
    Passkey: true;
  }
}

/** What signs a person in without a password. */
@ObjectType({ description: 'A passkey: signs a person in by their device, without a password.' })
export class Passkey {
  /** Never the one in better-auth's table. */
  key: string;

  @Field(() => ID, { name: 'id', description: 'Opaque and permanent.' })
  get globalId(): string {
    return toGlobalId('Passkey', this.key);
  }

  @Field({ description: 'What the person called it, such as the device that keeps it.' })
  name: string;

  @Field({ description: 'When it was added.' })
  createdAt: Date;

  @Field({
    description:
      'Whether the device had copied it to others when it was added, so that it outlives the device.',
  })
  backedUp: boolean;

  @Field(() => Date, { nullable: true, description: 'When it signed you in last; null if it never did.' })
  lastUsedAt: Date | null;
}

/** A passkey's new name. */
@InputType({ description: 'Which passkey to name, and how.' })
export class RenamePasskeyInput {
  @Field(() => ID, { description: 'ID of one of your own passkeys.' })
  passkeyId: string;

  @Field({ description: 'Its name; 1..100 characters, of which none may be invisible.' })
  name: string;
}

/** The result of naming a passkey. */
@ObjectType({ description: 'The result of naming a passkey.' })
export class RenamePasskeyPayload {
  @Field(() => Passkey, { nullable: true, description: 'The passkey under its new name.' })
  passkey: Passkey | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}

/** The passkey to remove. */
@InputType({ description: 'The passkey to remove.' })
export class RemovePasskeyInput {
  @Field(() => ID, { description: 'ID of one of your own passkeys.' })
  passkeyId: string;
}

/** The result of removing a passkey. */
@ObjectType({ description: 'The result of removing a passkey.' })
export class RemovePasskeyPayload {
  @Field(() => ID, { nullable: true, description: 'ID of the passkey that signs nobody in any more.' })
  removedPasskeyId: string | null;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success.',
  })
  userErrors: UserError[];
}
