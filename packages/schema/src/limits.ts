/** Limits that the API enforces and that every client may rely on. */

/** Fewest segments that can be requested. */
export const MIN_K = 2;
/** Most segments that can be requested. */
export const MAX_K = 10;
/** Most entries on one page of a connection. */
export const MAX_PAGE_SIZE = 100;
/** Fewest rows that a churn model is trained on. */
export const MIN_TRAINING_ROWS = 200;
/** Most columns that an imported file may have. */
export const MAX_COLUMNS = 1000;
/** Most bytes that one line of an imported file may have. */
export const MAX_LINE_BYTES = 2 * 1024 * 1024;
/** Most bytes that one upload may have. */
export const MAX_UPLOAD_BYTES = 4 * 1024 * 1024 * 1024;
/** Rows in the preview of an upload. */
export const PREVIEW_ROWS = 50;
/** Most customers that one call of `score` takes. */
export const MAX_SCORED_CUSTOMERS = 100;
/** Most customers that one call of `upsertCustomers` takes. */
export const MAX_UPSERTED_CUSTOMERS = 1000;
/** Most outcomes that one call of `recordOutcomes` takes. */
export const MAX_RECORDED_OUTCOMES = 1000;
/** Most bins in a histogram. */
export const MAX_HISTOGRAM_BINS = 100;
/** Most customers in a projection. */
export const MAX_PROJECTION_SAMPLE = 20_000;
/** Most customers that the map of a segmentation has room for, which are all sent as columns. */
export const MAX_MAP_SIZE = 50_000;
/** Largest size of a number, either side of 0: every integer up to it is exact, and sums of its square stay finite. */
export const MAX_NUMBER = 1e15;
/** The first year of a date: a year that is written with a leading 0 is a misreading, such as 0020 for 2020. */
export const FIRST_YEAR = 1000;
/** The last year of a date. */
export const LAST_YEAR = 9999;
/** Most characters of a customer's ID. */
export const MAX_CUSTOMER_ID_LENGTH = 200;
/** Most characters of the value of a CATEGORY column. */
export const MAX_CATEGORY_LENGTH = 1000;
/** Most webhook endpoints of an installation. */
export const MAX_WEBHOOK_ENDPOINTS = 50;
/** Most characters of what a webhook endpoint selects of an event's dataset. */
export const MAX_WEBHOOK_SELECTION_LENGTH = 4000;
/** Most deliveries that one call sends again. */
export const MAX_REPLAYED_DELIVERIES = 10_000;
/** Most characters of a webhook endpoint's URL. */
export const MAX_WEBHOOK_URL_LENGTH = 2000;
/** Most objects that one call of `_entities` finds, for gateways of Apollo Federation. */
export const MAX_ENTITIES = 1000;
/** Most events of the audit that `auditEvents` counts. */
export const MAX_COUNTED_EVENTS = 10_000;
