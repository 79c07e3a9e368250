import { Field, Float, InputType, registerEnumType } from 'type-graphql';
import { RiskBand } from '../churn/index.js';

/** In which order customers are listed. */
export const CustomerOrder = {
  EXTERNAL_ID_ASC: 'EXTERNAL_ID_ASC',
  CHURN_PROBABILITY_DESC: 'CHURN_PROBABILITY_DESC',
  CHURN_PROBABILITY_ASC: 'CHURN_PROBABILITY_ASC',
  EXPECTED_LOSS_DESC: 'EXPECTED_LOSS_DESC',
} as const;
export type CustomerOrder = keyof typeof CustomerOrder;
registerEnumType(CustomerOrder, {
  name: 'CustomerOrder',
  description:
    'In which order customers are listed. Without a champion model every order is that of the ids.',
  valuesConfig: {
    EXTERNAL_ID_ASC: { description: 'By id, character by character: "10" comes before "9".' },
    CHURN_PROBABILITY_DESC: { description: 'Most likely to leave first; customers without a score last.' },
    CHURN_PROBABILITY_ASC: { description: 'Least likely to leave first; customers without a score last.' },
    EXPECTED_LOSS_DESC: {
      description:
        'Most money at risk first; where no column says what customers are worth, most likely to leave first.',
    },
  },
});

/** Which customers are listed; conditions add up. */
@InputType({ description: 'Which customers are listed; every condition must hold.' })
export class CustomerFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Key of a segment under the selected k of the active segmentation.',
  })
  segmentKey?: string | null;

  @Field(() => RiskBand, { nullable: true, description: 'As the champion model has it.' })
  riskBand?: keyof typeof RiskBand | null;

  @Field(() => Float, { nullable: true, description: '0..1; of the champion model, the limit included.' })
  minProbability?: number | null;

  @Field(() => Float, { nullable: true, description: '0..1; of the champion model, the limit included.' })
  maxProbability?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: those who have left as the champion model defines it; false: the others, whom one can still keep. Without a champion nobody is known to have left.',
  })
  left?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the id or of a column of type TEXT, in any case; at most 200 characters.',
  })
  search?: string | null;
}
