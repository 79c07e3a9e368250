import { Field, Float, Int, ObjectType } from 'type-graphql';
import { listOf } from '../../../platform/graphql/complexity.js';
import { RiskBand } from '../churn.enums.js';

@ObjectType({ description: 'The exact contribution of one column to a score.' })
export class FeatureContribution {
  @Field({ description: 'Name of the column.' })
  feature: string;

  @Field(() => String, {
    nullable: true,
    description: "The customer's value, as text; null if it is missing.",
  })
  value: string | null;

  @Field(() => Float, {
    description: "The contribution to the model's raw output; positive raises the chance of leaving.",
  })
  contribution: number;

  @Field({
    description:
      'Whether customers with such a value left clearly more often (less often, if the contribution is negative) than all others. A contribution that disagrees is what the model adds given all other columns: exact, but no reason to tell.',
  })
  agrees: boolean;

  @Field({
    description:
      'The value, and how many of 100 customers with such a value left: an association, not a cause.',
  })
  text: string;
}

/** What `reasons` are, wherever a score has them. */
export const REASONS =
  'What raises the chance, to be told to people: at most three, each borne out by how often such customers left. What sets a customer apart from the others in the answer comes first; the column of money never does, and what is not known is no reason. Empty for models trained before reasons were counted.';

/** What `reasonsAgainst` are. */
export const REASONS_AGAINST = 'What lowers the chance, chosen like the reasons.';

@ObjectType({
  description:
    'Something about a customer that goes with leaving, or with staying, in the data as in the model. Columns that move together are one reason.',
})
export class Reason {
  @Field({
    description:
      'The column that it is told by: of those that move together, the one with the clearest rate.',
  })
  feature: string;

  @Field({ description: "The customer's value, as text." })
  value: string;

  @Field(() => [String], {
    complexity: listOf(3),
    description: 'All columns that it stands for, its own first.',
  })
  columns: readonly string[];

  @Field(() => Float, { description: "What those columns add to the model's raw output together." })
  contribution: number;

  @Field(() => Float, { description: 'Share of the training customers with such a value who left, 0..1.' })
  rate: number;

  @Field(() => Float, { description: 'Share of all training customers who left, 0..1.' })
  overallRate: number;

  @Field({
    description:
      'In words: "On a month-to-month contract: of 100 such customers 43 left, of all 27". An association, not a cause.',
  })
  text: string;
}

@ObjectType({ description: 'Training customers with a similar score, and how many of them left.' })
export class ScorePeers {
  @Field(() => Int, {
    description:
      'The 100 customers with the nearest scores; more if several are equally near, fewer in small datasets.',
  })
  count: number;

  @Field(() => Int, { description: 'How many of them left.' })
  left: number;
}

@ObjectType({ description: "A customer's chance of leaving, as the champion model scores it." })
export class ChurnScore {
  churnModelId: string;
  datasetId: string;
  row: number;
  attributes: Readonly<Record<string, unknown>>;

  @Field(() => Float, { description: 'Calibrated: of 100 customers scored 0.3, about 30 leave.' })
  probability: number;

  @Field(() => RiskBand, {
    description: "How urgent the customer is, relative to the model's threshold and average.",
  })
  riskBand: RiskBand;

  @Field({ description: 'When the score was computed.' })
  scoredAt: Date;

  @Field(() => Float, { description: "The model's raw output before any column is taken into account." })
  baseValue: number;

  @Field(() => Float, {
    description:
      "The model's raw output, which calibration makes the probability of: baseValue and all contributions add up to it, to 1e-9.",
  })
  rawOutput: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'probability × what the customer is worth: CustomerValue.expected where purchases say so, else the MONETARY_VALUE column; null without either.',
  })
  expectedLoss: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the customer has left already by the model's definition (or it has happened to them); null if nothing says so. Sums, lists of whom to contact and advice are about customers for whom this is not true.",
  })
  left: boolean | null;
}
