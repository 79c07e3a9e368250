/** The enums of the schema and what each value means, in one sentence that a form or a tooltip can show. */

export const COLUMN_ROLES = {
  CUSTOMER_ID: 'The id that your own systems use for the customer.',
  FEATURE: 'Describes the customer; segments and churn models see it.',
  CHURN_LABEL: 'Says who left.',
  OBSERVATION_DATE: 'The day on which the row was true; models count other dates back from it.',
  MONETARY_VALUE: 'What the customer is worth, in money.',
  IGNORED: 'Kept with the customer, seen by no model.',
} as const;

export const COLUMN_TYPES = {
  NUMBER: 'A number.',
  BOOLEAN: 'Yes or no.',
  CATEGORY: 'One of a few values.',
  DATE: 'A day or a moment.',
  TEXT: 'Free text, of use for search only.',
} as const;

export const IMPORT_MODES = {
  NEW: 'The file becomes a dataset of its own.',
  APPEND: 'Adds the customers that are new and replaces those that the file names; all others stay.',
  REPLACE: 'The file becomes the whole of the dataset: customers that it does not name are removed.',
} as const;

export const RISK_BANDS = {
  LOW: 'Less likely to leave than the average customer.',
  MEDIUM: 'More likely to leave than the average customer.',
  HIGH: 'At or above the decision threshold of the champion model.',
} as const;

export const CHURN_ALGORITHMS = {
  AUTO: 'Every algorithm is tried on the same folds; the best calibrated one scores.',
  LOGISTIC_REGRESSION: 'A weighted sum of the features: simple, and every weight can be read.',
  RANDOM_FOREST: 'The mean of many decision trees, each on a sample of the customers.',
  GRADIENT_BOOSTING: 'Small decision trees, each mending what the ones before it got wrong.',
} as const;

export const IMBALANCE_STRATEGIES = {
  AUTO: 'The strategies are tried on the same folds; the best one is used.',
  NONE: 'The customers as they are.',
  CLASS_WEIGHT: 'Rare leavers weigh as much in total as those who stay.',
  RANDOM_OVERSAMPLE: 'Leavers are repeated inside the training fold until both classes are equal.',
  RANDOM_UNDERSAMPLE: 'Stayers are dropped inside the training fold until both classes are equal.',
  SMOTE: 'Leavers are added between neighbouring leavers, inside the training fold only.',
} as const;

export const MODEL_STAGES = {
  CANDIDATE: 'Trained, and not scoring.',
  CHAMPION: 'The model that scores.',
  ARCHIVED: 'Was champion once; promoting it again rolls back.',
} as const;

export const RUN_STATUSES = {
  PENDING: 'Waits for its turn.',
  RUNNING: 'Is being worked on.',
  COMPLETED: 'Done.',
  FAILED: 'Ended with an error, which is told.',
  CANCELLED: 'Ended because someone asked for it.',
} as const;

export const ROLES = {
  VIEWER: 'May read.',
  ANALYST: 'May read, import, segment and train.',
  ADMIN: 'May do everything, keys included.',
} as const;
