import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'The words for what a model predicts, as sentences need them.' })
export class EventWords {
  @Field({ description: 'After "likely to": "leave", "respond", "have renewed".' })
  infinitive: string;

  @Field({ description: 'After "62 of 100": "left", "responded", "renewed".' })
  past: string;

  @Field({ description: 'The contrary: "stayed", "did not respond", "have not renewed".' })
  otherwise: string;

  @Field({ description: 'After "chance of": "leaving", "responding", "having renewed".' })
  gerund: string;

  @Field({
    description: 'The contrary, after "goes with": "staying", "not responding", "not having renewed".',
  })
  opposite: string;

  @Field({ description: 'Those to whom it happened: "leavers", "responders", "those who renewed".' })
  people: string;

  @Field({
    description: 'Those to whom it did not: "stayers", "non-responders", "those who have not renewed".',
  })
  others: string;

  @Field({ description: 'What those are to whom it may still happen: "still here", "yet to respond".' })
  remaining: string;
}
