import { Field, ObjectType } from 'type-graphql';
import { AppError } from '../errors/app-error.js';
import { sayError } from '../errors/say-error.js';
import { listOf } from './complexity.js';

/** An error that a form can show next to a field. */
@ObjectType({ description: 'What is wrong with an input, for a form to show.' })
export class UserError {
  @Field(() => [String], {
    complexity: listOf(3),
    nullable: true,
    description: 'Path of the input field at fault; null for the input as a whole.',
  })
  field: string[] | null;

  @Field({ description: 'What is wrong and what is expected, in a sentence.' })
  message: string;

  @Field({ description: 'A stable code that a program can act on.' })
  code: string;
}

/** Codes that do not concern a form and stay GraphQL errors. */
const NOT_FOR_FORMS = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'TIMED_OUT', 'OUTCOME_UNKNOWN', 'INTERNAL']);

/**
 * Runs a mutation's use case: returns its result without user errors, or `empty` with the error that a form can show.
 * Every other error propagates and becomes a GraphQL error with a code.
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
    return { ...empty, userErrors: [{ field, message: sayError(error.message), code: error.code }] };
  }
}
