import { Field, Float, Int, ObjectType } from 'type-graphql';

/** What levers are, wherever a score has them. */
export const LEVERS =
  'What could change the chance, among the columns of DatasetAssumptions.levers: for each its best other value, largest difference first. An association, not what a change would cause. Only values with which customers did clearly better, and that at least 20 training customers have together with each other value of this one.';

@ObjectType({
  description:
    'Another value of a column that a business can change, and the chance that the model expects with it.',
})
export class Lever {
  @Field({ description: 'Name of the column.' })
  feature: string;

  @Field({ description: "The customer's value, or the range that it is in." })
  value: string;

  @Field({ description: 'The other value; of a number, the range whose middle is taken.' })
  other: string;

  @Field(() => Float, {
    description: 'The chance with the other value, and with what is computed from it, 0..1.',
  })
  probability: number;

  @Field(() => Float, { description: 'That minus the chance as things are, −1..1.' })
  difference: number;

  @Field(() => Int, {
    description: 'Training customers with the other value and with what is named in together.',
  })
  customers: number;

  @Field({
    description:
      "The one of the customer's own values that fewest customers have together with the other value.",
  })
  together: string;

  @Field(() => Float, {
    description: 'Share of the training customers with the value of now who left, 0..1.',
  })
  rate: number;

  @Field(() => Float, { description: 'Share of those with the other value who left, 0..1.' })
  otherRate: number;

  @Field({ description: 'All of it in words: an association, not a cause.' })
  text: string;
}
