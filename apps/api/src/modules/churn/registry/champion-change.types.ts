import { Field, ObjectType } from 'type-graphql';

/** A change of the model that scores customers. */
@ObjectType({ description: 'A change of the model that scores customers: which, when, by whom and why.' })
export class ChampionChange {
  datasetId: string;

  churnModelId: string;

  replacedId: string | null;

  @Field({ description: 'When it took over.' })
  changedAt: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'Who decided: an e-mail address or the name of a key; null where it took over by itself, by the rules of `Dataset.monitoringSettings` or because the one before was damaged.',
  })
  decidedBy: string | null;

  @Field({
    description:
      'Why: in the words of whoever decided, empty if they gave no reason; where it took over by itself, what it was found to be.',
  })
  reason: string;
}
