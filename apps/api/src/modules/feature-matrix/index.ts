/** Chooses the columns that an analysis learns from, and converts customers' attributes into features. */
export {
  type ColumnFacts,
  chooseFeatures,
  type FeatureChoice,
  type FeatureRequest,
  type FeatureSpec,
  type LeftOutColumn,
} from './choose-features.js';
export { featureHash } from './feature-hash.js';
export { type Attributes, rangeWarnings, toFeatureRecord } from './feature-record.js';
export { nameInWords, titleOfColumn, wordsOf } from './words-of.js';
