/** The enums of the schema, with a sentence for each value that a form or a tooltip can show. */

export const COLUMN_ROLES = {
  CUSTOMER_ID: "The customer's ID in your own systems.",
  FEATURE: 'Describes the customer; used for segments and churn models.',
  CHURN_LABEL: 'Says who left.',
  OBSERVATION_DATE: 'The day that the row describes; models count other dates back from it.',
  MONETARY_VALUE: 'What the customer is worth, in money.',
  IGNORED: 'Stored with the customer, but used by no model.',
} as const;

export const COLUMN_TYPES = {
  NUMBER: 'A number.',
  BOOLEAN: 'Yes or no.',
  CATEGORY: 'One of a few values.',
  DATE: 'A date or a timestamp.',
  TEXT: 'Free text, used for search only.',
} as const;

export const IMPORT_MODES = {
  NEW: 'The file becomes a new dataset.',
  APPEND: 'New customers are added, customers in the file are replaced, all others stay.',
  REPLACE: 'The file becomes the whole dataset: customers that it does not contain are removed.',
} as const;

export const RISK_BANDS = {
  LOW: 'Less likely to leave than the average customer.',
  MEDIUM: 'More likely to leave than the average customer.',
  HIGH: 'At or above the decision threshold of the champion model.',
} as const;

export const CHURN_ALGORITHMS = {
  AUTO: 'Compares every algorithm on the same folds and uses the one with the most accurate probabilities.',
  LOGISTIC_REGRESSION: 'A weighted sum of the features: simple, with readable weights.',
  RANDOM_FOREST: 'The mean of many decision trees, each trained on a sample of the customers.',
  GRADIENT_BOOSTING: 'Small decision trees, each correcting the errors of those before it.',
} as const;

export const IMBALANCE_STRATEGIES = {
  AUTO: 'Compares the strategies on the same folds and uses the best one.',
  NONE: 'No correction.',
  CLASS_WEIGHT: 'Leavers get more weight, so that both classes weigh the same in total.',
  RANDOM_OVERSAMPLE: 'Leavers are repeated, inside the training fold only, until both classes are equal.',
  RANDOM_UNDERSAMPLE: 'Stayers are dropped, inside the training fold only, until both classes are equal.',
  SMOTE: 'New leavers are interpolated between neighbouring ones, inside the training fold only.',
} as const;

export const MODEL_STAGES = {
  CANDIDATE: 'Trained, but not in use.',
  CHAMPION: 'The model that scores customers.',
  ARCHIVED: 'A former champion; promote it again to roll back.',
} as const;

export const RUN_STATUSES = {
  PENDING: 'Waiting to start.',
  RUNNING: 'In progress.',
  COMPLETED: 'Done.',
  FAILED: 'Ended with an error.',
  CANCELLED: 'Ended because someone cancelled it.',
} as const;

export const ROLES = {
  VIEWER: 'May read.',
  ANALYST: 'May read, import, segment and train.',
  ADMIN: 'May do everything, including managing API keys.',
} as const;
