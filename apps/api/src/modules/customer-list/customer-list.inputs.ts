import { CAMPAIGN_ARMS } from '@holdfast/schema';
import { Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { vocabularyEnum } from '../../platform/graphql/vocabulary-enum.js';
import { RiskBand } from '../churn/index.js';

/** The order in which customers are listed. */
export const CustomerOrder = {
  EXTERNAL_ID_ASC: 'EXTERNAL_ID_ASC',
  CHURN_PROBABILITY_DESC: 'CHURN_PROBABILITY_DESC',
  CHURN_PROBABILITY_ASC: 'CHURN_PROBABILITY_ASC',
  EXPECTED_LOSS_DESC: 'EXPECTED_LOSS_DESC',
  EXPECTED_GAIN_DESC: 'EXPECTED_GAIN_DESC',
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
      description: 'Highest expected loss first; without a value of customers, most likely to leave first.',
    },
    EXPECTED_GAIN_DESC: {
      description:
        'Highest expected gain of a contact first, by Dataset.assumptions and as Dataset.contactPlan counts; highest chance first if no money can be told. Customers who have left, and those without a score, come last.',
    },
  },
});

/** What was done with a member of a campaign. */
export const CampaignArm = vocabularyEnum(
  'CampaignArm',
  'What was done with a member of a campaign; drawn when it was made.',
  CAMPAIGN_ARMS,
);
export type CampaignArm = keyof typeof CampaignArm;

/** How an attribute is compared. */
export const AttributeOperator = {
  EQ: 'EQ',
  NEQ: 'NEQ',
  GT: 'GT',
  GTE: 'GTE',
  LT: 'LT',
  LTE: 'LTE',
  IN: 'IN',
  NOT_IN: 'NOT_IN',
  CONTAINS: 'CONTAINS',
  IS_MISSING: 'IS_MISSING',
  IS_KNOWN: 'IS_KNOWN',
} as const;
export type AttributeOperator = keyof typeof AttributeOperator;
registerEnumType(AttributeOperator, {
  name: 'AttributeOperator',
  description: 'How an attribute is compared. A missing value meets IS_MISSING alone.',
  valuesConfig: {
    EQ: { description: 'Equal to value; texts letter by letter.' },
    NEQ: { description: 'Known, and not equal to value.' },
    GT: { description: 'Greater than value, or later: of a NUMBER or DATE.' },
    GTE: { description: 'At least value, or not before it: of a NUMBER or DATE.' },
    LT: { description: 'Less than value, or before it: of a NUMBER or DATE.' },
    LTE: { description: 'At most value, or not after it: of a NUMBER or DATE.' },
    IN: { description: 'Equal to one of values.' },
    NOT_IN: { description: 'Known, and equal to none of values.' },
    CONTAINS: { description: 'Holds value as a part, ignoring case: of a CATEGORY or TEXT.' },
    IS_MISSING: { description: 'Has no value.' },
    IS_KNOWN: { description: 'Has a value.' },
  },
});

/** A condition on one attribute. */
@InputType({
  description: 'A condition on one attribute, e.g. {column: "plan", operator: EQ, value: "basic"}.',
})
export class AttributeConditionInput {
  @Field({ description: 'Name of a column of the dataset.' })
  column: string;

  @Field(() => AttributeOperator, { description: 'How it is compared.' })
  operator: AttributeOperator;

  @Field(() => String, {
    nullable: true,
    description:
      "What it is compared with, as text, read as the column's own values were at its import: 1.250,5 or 1250.5, 31.12.2025 or 2025-12-31, yes or ja. Not given for IN, NOT_IN, IS_MISSING and IS_KNOWN.",
  })
  value?: string | null;

  @Field(() => [String], { nullable: true, description: '1..100 values, for IN and NOT_IN.' })
  values?: string[] | null;
}

/** A shape on the map of a segmentation. */
@InputType({
  description:
    'A shape on the map of a segmentation (Segmentation.projection): its corners in order, 3..100, as parallel lists of −1e9..1e9.',
})
export class MapAreaInput {
  @Field(() => ID, {
    description:
      'ID of a segmentation of the dataset. Its map follows customers while it is the active one; afterwards it is as it was last.',
  })
  segmentationId: string;

  @Field(() => [Float], { description: 'Positions of the corners on the first component.' })
  x: number[];

  @Field(() => [Float], { description: 'Positions of the corners on the second component.' })
  y: number[];
}

/** Which customers are listed; all conditions must hold. */
@InputType({ description: 'Conditions that a listed customer must all meet.' })
export class CustomerFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Key of a segment of the active segmentation, under `segmentK`.',
  })
  segmentKey?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The k under which `segmentKey` and `segmentKeys` name segments, 2..10; under a k that was not fitted they name none. Left out: the selected k.',
  })
  segmentK?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Keys of segments, 1..100: customers of any of them.',
  })
  segmentKeys?: string[] | null;

  @Field(() => RiskBand, { nullable: true, description: 'By the champion model.' })
  riskBand?: keyof typeof RiskBand | null;

  @Field(() => [RiskBand], { nullable: true, description: 'Any of these, by the champion model.' })
  riskBands?: (keyof typeof RiskBand)[] | null;

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

  @Field(() => Int, {
    nullable: true,
    description:
      'The first so many customers by EXPECTED_GAIN_DESC, of all in the dataset who have not left, may be contacted and are held out of nothing: those that Dataset.contactPlan counts. At least 0. Without a champion, nobody.',
  })
  contacts?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: customers whom nobody wants left alone, see Customer.mayBeContacted; false: the others.',
  })
  mayBeContacted?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Part of the ID or of a TEXT column, ignoring case; at most 200 characters.',
  })
  search?: string | null;
  @Field(() => [AttributeConditionInput], {
    nullable: true,
    description: 'Conditions on attributes, 1..100; all of them hold.',
  })
  where?: AttributeConditionInput[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'ID of an audience of the dataset: its filter holds, beside all that is said here.',
  })
  audienceId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'ID of a campaign of the dataset: its members, as they were drawn when it was made.',
  })
  campaignId?: string | null;

  @Field(() => CampaignArm, {
    nullable: true,
    description: 'Those of the members of `campaignId` alone who are in this arm; not given without it.',
  })
  campaignArm?: CampaignArm | null;

  @Field(() => MapAreaInput, {
    nullable: true,
    description:
      'Customers who lie in a shape on the map of a segmentation. Of more customers than it has room for (`mapSize`) those alone who are in its sample.',
  })
  mapArea?: MapAreaInput | null;

  /** The filter of that audience; set where a list is opened. */
  audience?: CustomerFilter;

  @Field(() => [CustomerFilter], {
    nullable: true,
    description:
      'At least one of these filters holds, beside all that is said here. 1..100 filters, nested at most 3 deep, 50 in all.',
  })
  anyOf?: CustomerFilter[] | null;
}
