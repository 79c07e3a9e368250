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
  APPEND:
    'New customers are added, customers in the file are replaced, all others stay. Purchases are added to those of before, and customers follow from all of them together.',
  REPLACE: 'The file becomes the whole dataset: customers that it does not contain are removed.',
} as const;

export const DUPLICATE_CUSTOMERS = {
  LAST_WINS: 'The last row counts.',
  FIRST_WINS: 'The first row counts.',
  REJECT: 'None counts: all of them are rejected.',
} as const;

export const LABEL_MEANINGS = {
  LEFT: 'The customer left: to be prevented.',
  RESPONDED: 'The customer bought or answered: to be wished for.',
} as const;

export const UPLOAD_KINDS = {
  CUSTOMERS: 'A row is a customer.',
  TRANSACTIONS: 'A row is a purchase; the purchases of a customer are rolled up into one row.',
} as const;

export const RISK_BANDS = {
  LOW: 'The least likely to leave: below where MEDIUM begins.',
  MEDIUM: 'More likely to leave than the average customer, unless the dataset sets where it begins.',
  HIGH: 'The likeliest to leave: at three times the average odds or more, unless the dataset sets where it begins.',
} as const;

export const TARGET_EVENTS = {
  ...LABEL_MEANINGS,
  OTHER: 'Something else, in words of your own; neither wished for nor to be prevented.',
} as const;

export const VALUE_METHODS = {
  BG_NBD:
    'From purchases: a model in which customers buy at rates of their own until they leave (BG/NBD), and the value of purchases (gamma-gamma, or an average where that is degenerate).',
  SHRUNKEN_AVERAGE:
    'From purchases, where nobody can be seen to leave: the rate of each customer, drawn to that of all the more the less is known of them.',
  SURVIVAL: 'Without purchases: the value column, times the chance to stay by the churn model.',
} as const;

export const OUTCOME_SOURCES = {
  RECORDED: 'Told by a call of recordOutcomes.',
  FILE: 'Read from a file of outcomes.',
  LABEL: 'An import came with another churn label, or with the label of a member of a campaign.',
} as const;

export const CUSTOMER_FEEDBACK_KINDS = {
  DO_NOT_CONTACT: 'Must not be contacted, until a day or until it is withdrawn.',
  LEFT_ALREADY: 'Has left, whatever the data say.',
  WRONG_REASON: 'The reasons that are told for the score are not the true ones.',
  NOTE: 'Something that the next one who works with the customer should know.',
} as const;

export const STRATEGY_FEEDBACK_KINDS = {
  TAKEN: 'Somebody did it.',
  REFUSED: 'Somebody decided against it.',
} as const;

export const EXPORT_FORMATS = {
  CSV: 'Comma-separated values; a cell that a spreadsheet would take for a formula begins with an apostrophe.',
  JSON_LINES: 'A JSON object a line, by column name.',
  PARQUET: 'A column file with the types of the columns.',
} as const;

export const REPORT_KINDS = {
  OVERVIEW: 'How a dataset stands: how many may leave, who they are, what goes with leaving.',
  SEGMENT: 'Who is in a segment of the active segmentation, and what to do.',
  MODEL_CARD: 'What there is to know of a model before it is relied on.',
  CAMPAIGN: 'What a campaign did, beside those who were left alone.',
} as const;

export const CAMPAIGN_ARMS = {
  CONTACTED: 'To be contacted.',
  HOLD_OUT: 'Left alone, so that the effect of the contact can be measured.',
  BUSINESS_AS_USUAL: 'Not contacted by the campaign, and not kept from what is done anyway.',
} as const;

export const CAMPAIGN_VERDICTS = {
  WORKS: 'The contact made a difference to the good, surely enough however often one looks.',
  HARMS: 'The contact made a difference to the bad, surely enough however often one looks.',
  NO_EVIDENCE: 'No difference can be told so far, or the arms cannot be compared.',
  TOO_FEW: 'Too few outcomes are known to say anything.',
  NO_HOLD_OUT: 'Nobody was left alone, so that nothing can be said.',
} as const;

export const UPLIFT_STATES = {
  NO_HOLD_OUT: 'Nobody was left alone, so that nothing can be said.',
  TOO_FEW: 'Too few outcomes are known to tell customers apart.',
  WAITING: 'There are enough outcomes; it is about to be measured.',
  UNKNOWN_BEFORE: 'Too little is kept of what the customers were like before the campaign.',
  NO_DIFFERENCE: 'No difference between customers can be told from chance.',
  DIFFERS: 'It did more for some than for others, by more than chance.',
} as const;

export const CAMPAIGN_SOURCES = {
  FILTER: 'The customers of a filter.',
  AUDIENCE: 'The customers of an audience.',
  STRATEGY: 'The customers that a strategy is for.',
} as const;

export const MONITORING_STATES = {
  QUIET: 'Nothing has changed by more than chance.',
  WATCH: 'Something has changed; the model is what it was.',
  ALERT: 'What has changed costs the model its quality, or moves how many leave or how much is at stake.',
} as const;

export const MONITORING_ALERTS = {
  RANKING:
    'Customers are ranked worse than before: the AUC that is expected, or that outcomes show, is lower by 0.03 or more, beyond chance.',
  RATE: 'How many are expected to leave, are said to, or did, has changed by a fifth or more, beyond chance.',
  MONEY: 'What is at stake a customer, probability × value, has changed by a fifth or more, beyond chance.',
} as const;

export const RETRAIN_POLICIES = {
  NEVER: 'Only when somebody asks.',
  ON_ALERT: 'After a check that came to ALERT, at most once a week.',
  ON_NEW_OUTCOMES:
    'When there are outcomes of a tenth as many customers as the champion learned from, 50 at least.',
} as const;

export const VALUE_PERIODS = {
  MONTH: 'Per month.',
  YEAR: 'Per year.',
  ORDER: 'Per order.',
  LIFETIME: 'All that the customer has paid so far.',
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

export const WEBHOOK_EVENTS = {
  DATASET_IMPORTED: 'A file was imported into a dataset.',
  SEGMENTATION_COMPLETED: 'A dataset was split into segments anew.',
  SEGMENT_MEMBERSHIP_CHANGED:
    'Customers went from one segment to another: one event for a dataset and a change of its customers or segments.',
  CHURN_MODEL_PROMOTED: 'A churn model became the one that scores customers.',
  CUSTOMER_RISK_BAND_CHANGED:
    'Customers went from one risk band to another: one event for a dataset and a change of its customers, model or bands.',
  MONITORING_ALERT: 'Something about the data or the champion model of a dataset needs attention.',
  CAMPAIGN_MEASURED: 'It was measured what a campaign brought.',
  REPORT_WRITTEN: 'A report that is written each week can be read.',
} as const;

export const DELIVERY_STATES = {
  PENDING: 'To be sent, or to be sent again.',
  DELIVERED: 'The receiver answered with a status of 200..299.',
  FAILED: 'Given up: not delivered within three days, or its endpoint was disabled. Replay it to try again.',
} as const;

export const AUDIT_OUTCOMES = {
  DONE: 'It was done.',
  REFUSED: 'It was refused; the codes say why.',
  FAILED: 'It was allowed and did not work; nothing was changed.',
  UNKNOWN:
    'Nobody can say: it is under way, or the server ended or lost the database before it could be noted, or a part of an export was sent.',
} as const;
