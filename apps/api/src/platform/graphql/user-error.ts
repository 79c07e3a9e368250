import { Field, ObjectType } from 'type-graphql';
import { AppError } from '../errors/app-error.js';

/** Something that a form can show beside a field. */
@ObjectType({ description: 'What is wrong with an input, for a form to show.' })
export class UserError {
  @Field(() => [String], {
    nullable: true,
    description: 'Path of the input field at fault; null for the input as a whole.',
  })
  field: string[] | null;

  @Field({ description: 'What is wrong and what is expected, in a sentence.' })
  message: string;

  @Field({ description: 'A stable code that a program can act on.' })
  code: string;
}

/** Codes that are never a matter of a form: they stay GraphQL errors. */
const NOT_FOR_FORMS = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'INTERNAL']);

/**
 * Runs a mutation's use case: its result with no user errors, or `empty` with the error that a form can show.
 * Every other error goes on up and becomes a GraphQL error with a code.
 */
export async function withUserErrors<T extends object>(
  empty: T,
  run: () => Promise<T>,
): Promise<T & { userErrors: UserError[] }> {
  try {
    return { ...(await run()), userErrors: [] };
  } catch (error) {
    if (!(error instanceof AppError) || NOT_FOR_FORMS.has(error.code)) throw error;
    const field = error.field ? [...error.field] : null;
    return { ...empty, userErrors: [{ field, message: error.message, code: error.code }] };
  }
}
