import { Field, ID, InputType } from 'type-graphql';
import { Role } from '../api-key.entity.js';

/** Whom to let in. */
@InputType({ description: 'The person to invite.' })
export class InviteUserInput {
  @Field({ description: 'E-mail address, at most 254 characters; upper and lower case are the same.' })
  email: string;

  @Field(() => Role, { description: 'What the person may do.' })
  role: Role;
}

/** What somebody may do from now on. */
@InputType({ description: 'The new role of a person.' })
export class SetUserRoleInput {
  @Field(() => ID, { description: 'ID of a user.' })
  userId: string;

  @Field(() => Role, { description: 'What the person may do from now on.' })
  role: Role;
}

/** Whom to shut out. */
@InputType({ description: 'The person to deactivate.' })
export class DeactivateUserInput {
  @Field(() => ID, { description: 'ID of a user.' })
  userId: string;
}
