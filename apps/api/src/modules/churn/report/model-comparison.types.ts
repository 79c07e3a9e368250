import { Field, Int, ObjectType } from 'type-graphql';
import type { Kept } from '../../../platform/words/kept.js';
import { Interval } from './churn-report.types.js';

/** How a newly trained model did beside the champion that it found; stored with it for good. */
@ObjectType({
  description:
    'A challenger beside the champion that it found, on the same customers, each scored by a model that had not seen them.',
})
export class ModelComparison {
  /** Key of the champion, and of the dataset of both. */
  championId: string;
  datasetId: string;

  @Field(() => Int, {
    description: 'Number of customers of known outcome that both were compared on.',
  })
  rows: number;

  @Field(() => Interval, {
    description:
      'AUC of the challenger minus that of the champion, 95 % interval of a paired difference (DeLong, widened for cross-validation as by Nadeau and Bengio): above 0 the challenger ranks better.',
  })
  rocAucDifference: Interval;

  @Field(() => Interval, {
    description:
      'Brier score of the challenger minus that of the champion, 95 % interval of a paired difference, widened alike: below 0 its probabilities are nearer to what happened.',
  })
  brierDifference: Interval;

  @Field({
    description:
      'Whether the challenger is better by more than chance: the interval of one difference lies wholly on its side, and that of the other not wholly against it. Only then it became champion by itself.',
  })
  better: boolean;

  @Field({ description: 'The comparison in a sentence.' })
  sentence: string;

  /** What it is said by in another language; absent of models that an earlier release trained. */
  said?: Kept;
}
