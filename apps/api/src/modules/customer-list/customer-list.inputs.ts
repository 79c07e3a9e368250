import { Field, Float, InputType, registerEnumType } from 'type-graphql';
import { RiskBand } from '../churn/index.js';

/** The order in which customers are listed. */
export const CustomerOrder = {
  EXTERNAL_ID_ASC: 'EXTERNAL_ID_ASC',
  CHURN_PROBABILITY_DESC: 'CHURN_PROBABILITY_DESC',
  CHURN_PROBABILITY_ASC: 'CHURN_PROBABILITY_ASC',
  EXPECTED_LOSS_DESC: 'EXPECTED_LOSS_DESC',
} as const;
export type CustomerOrder = keyof typeof CustomerOrder;
registerEnumType(CustomerOrder, {
  name: 'CustomerOrder',
  description: 'The order of a list of customers. Without a champion model, every order is by ID.',
  valuesConfig: {
    EXTERNAL_ID_ASC: { description: 'By ID, character by character: "10" comes before "9".' },
    CHURN_PROBABILITY_DESC: { description: 'Most likely to leave first; customers without a score last.' },
    CHURN_PROBABILITY_ASC: { description: 'Least likely to leave first; customers without a score last.' },
    EXPECTED_LOSS_DESC: {
      description:
        'Highest expected loss first; without a MONETARY_VALUE column, most likely to leave first.',
    },
  },
});

/** Which customers are listed; all conditions must hold. */
@InputType({ description: 'Conditions that a listed customer must all meet.' })
export class CustomerFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Key of a segment under the selected k of the active segmentation.',
  })
  segmentKey?: string | null;

  @Field(() => RiskBand, { nullable: true, description: 'By the champion model.' })
  riskBand?: keyof typeof RiskBand | null;

  @Field(() => Float, { nullable: true, description: '0..1, inclusive; by the champion model.' })
  minProbability?: number | null;

  @Field(() => Float, { nullable: true, description: '0..1, inclusive; by the champion model.' })
  maxProbability?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "true: customers who have left by the champion model's definition; false: those who can still be kept. Without a champion, nobody is known to have left.",
  })
  left?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the ID or of a TEXT column, ignoring case; at most 200 characters.',
  })
  search?: string | null;
}
