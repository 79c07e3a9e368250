import { Field, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { UserError } from '../../../platform/graphql/user-error.js';

const SHOWN = 100;

/** A line of a file that is no outcome. */
@ObjectType({ description: 'A line of a file that is no outcome.' })
export class RejectedOutcome {
  @Field(() => Int, { description: 'Its number in the file, from 1.' })
  line: number;

  @Field({ description: 'What was expected and what was found.' })
  cause: string;
}

/** What a file of outcomes contains. */
@ObjectType({
  description: 'What a file of outcomes contains, before it is recorded. Every row is in one count.',
})
export class OutcomesPreview {
  @Field({ description: 'Name of the file.' })
  fileName: string;

  @Field(() => [String], { complexity: listOf(50), description: 'Its columns, in order.' })
  columns: readonly string[];

  @Field(() => String, { nullable: true, description: 'The column with the ids; null if none is like one.' })
  idColumn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column that says what happened; null if none is like one.',
  })
  outcomeColumn: string | null;

  @Field(() => [String], {
    complexity: listOf(20),
    description: 'The values of outcomeColumn, the most frequent twenty.',
  })
  outcomeValues: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'The value that means left; null if neither its name nor its values tell.',
  })
  leftValue: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column that says when; null for the time of recording.',
  })
  observedAtColumn: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The column with what customers brought; null for none.',
  })
  valueColumn: string | null;

  @Field(() => Int, { description: 'Rows of customers, which would be recorded.' })
  matched: number;

  @Field(() => Int, { description: 'Of them, those that left.' })
  left: number;

  @Field(() => Int, { description: 'Rows whose id no customer has.' })
  unknownCount: number;

  @Field(() => [String], { complexity: listOf(SHOWN), description: 'The first hundred of these ids.' })
  unknown: readonly string[];

  @Field(() => Int, { description: 'Lines that are no outcome.' })
  rejectedCount: number;

  @Field(() => [RejectedOutcome], {
    complexity: listOf(SHOWN),
    description: 'The first hundred of them, and why.',
  })
  rejected: readonly RejectedOutcome[];

  @Field(() => String, {
    nullable: true,
    description:
      'Why nothing could be recorded yet, such as that it is not known what means left; null if it could.',
  })
  obstacle: string | null;
}

/** The result of recording a file of outcomes. */
@ObjectType({ description: 'The result of recording a file of outcomes.' })
export class ImportOutcomesPayload {
  @Field(() => Int, { description: 'Outcomes recorded.' })
  recorded: number;

  @Field(() => Int, { description: 'Rows whose id no customer has.' })
  unknownCount: number;

  @Field(() => Int, { description: 'Lines that are no outcome.' })
  rejectedCount: number;

  @Field(() => [UserError], {
    complexity: listOf(3),
    description: 'What is wrong with the input; empty on success. If not empty, nothing was recorded.',
  })
  userErrors: UserError[];
}
