import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import type { Shop } from './shops.js';

/** A value that an argument or an input field of this name and type accepts, about a shop; objects have what they must. */
export function validValue(type: GraphQLInputType, name: string, shop: Shop): unknown {
  if (isNonNullType(type)) return validValue(type.ofType, name, shop);
  if (isListType(type)) return [validValue(type.ofType, name, shop)];
  if (isEnumType(type)) return QUICK[name] ?? type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    // What would be deleted is not the shop that all others are about.
    const about = type.name === 'DeleteDatasetInput' ? { ...shop, dataset: NO_DATASET } : shop;
    const fields = Object.values(type.getFields());
    const required = fields.filter((field) => isRequiredInputField(field) || field.name in QUICK);
    return Object.fromEntries(
      required.map((field) => [field.name, validValue(field.type, field.name, about)]),
    );
  }
  return NAMED[name]?.(shop) ?? ofScalar(type.name);
}

const NO_DATASET = Buffer.from('Dataset:00000000-0000-4000-8000-000000000000').toString('base64url');

/** What makes a job quick. */
const QUICK: Readonly<Record<string, unknown>> = {
  algorithm: 'LOGISTIC_REGRESSION',
  imbalance: 'NONE',
  maxK: 3,
};

/** The values of texts and ids that mean something, by the name of what takes them. */
const NAMED: Readonly<Record<string, (shop: Shop) => unknown>> = {
  datasetId: ({ dataset }) => dataset,
  datasetIds: ({ dataset }) => dataset,
  intoDatasetId: ({ dataset }) => dataset,
  segmentationId: ({ segmentation }) => segmentation,
  churnModelId: ({ churnModel }) => churnModel,
  jobId: ({ job }) => job,
  uploadId: ({ upload }) => upload,
  externalId: ({ customer }) => customer,
  key: ({ segmentKey }) => segmentKey,
  keyA: ({ segmentKey }) => segmentKey,
  keyB: ({ segmentKey }) => segmentKey,
  audienceId: ({ audience }) => audience,
  webhookEndpointId: ({ webhookEndpoint }) => webhookEndpoint,
  webhookDeliveryId: ({ webhookDelivery }) => webhookDelivery,
  url: () => 'https://receiver.invalid/',
  campaignId: ({ campaign }) => campaign,
  strategyId: ({ strategy }) => strategy,
  strategyIds: ({ strategy }) => strategy,
  feature: () => 'visits',
  column: () => 'visits',
};

function ofScalar(name: string): unknown {
  switch (name) {
    case 'Int':
      return 3;
    case 'Float':
      return 0.5;
    case 'Boolean':
      return true;
    case 'JSONObject':
      return { visits: 1 };
    case 'DateTime':
      return '2199-01-01T00:00:00Z';
    case 'Date':
      return '2199-01-01';
    default:
      return 'text';
  }
}
