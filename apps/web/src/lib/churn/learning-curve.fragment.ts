import { graphql } from '@holdfast/schema';

/** How good the model is by how much it learned from. */
export const LearningCurveFragment = graphql(`
  fragment LearningCurve on ModelLearningCurve { customers rocAuc standardDeviation text }
`);
