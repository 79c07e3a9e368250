import type { Role } from '../src/platform/call/caller.js';
import type { GraphqlAnswer } from './client.js';
import type { Shop } from './operations/shops.js';

/** A way in: the role that it takes, and an operation about one dataset; null if it concerns the whole installation. */
export interface Entry {
  readonly role: Role;
  readonly about: ((place: Shop) => string) | null;
}

const id = (value: string) => JSON.stringify(value);
const errors = 'userErrors { code field }';

/** Every root field of the schema. */
export const ENTRIES: Readonly<Record<string, Entry>> = {
  'Query.viewer': { role: 'VIEWER', about: null },
  'Query._service': { role: 'VIEWER', about: null },
  'Query._entities': {
    role: 'VIEWER',
    about: ({ dataset, customer }) =>
      `{ _entities(representations: [{ __typename: "Customer", datasetId: ${id(dataset)}, externalId: ${id(customer)} }])
        { ... on Customer { externalId churn { probability } segment { key } } } }`,
  },
  'Query.apiKeys': { role: 'ADMIN', about: null },
  'Query.users': { role: 'ADMIN', about: null },
  'Query.auditEvents': { role: 'ADMIN', about: null },
  'Query.datasets': { role: 'VIEWER', about: null },
  'Query.dataset': { role: 'VIEWER', about: ({ dataset }) => `{ dataset(id: ${id(dataset)}) { id name } }` },
  'Query.uploadPreview': {
    role: 'VIEWER',
    about: ({ upload }) => `{ uploadPreview(uploadId: ${id(upload)}) { fileName } }`,
  },
  'Query.uploadSheets': {
    role: 'VIEWER',
    about: ({ upload }) => `{ uploadSheets(uploadId: ${id(upload)}) }`,
  },
  'Query.customer': {
    role: 'VIEWER',
    about: ({ dataset, customer }) =>
      `{ customer(datasetId: ${id(dataset)}, externalId: ${id(customer)}) { externalId churn { probability } segment { key } } }`,
  },
  'Query.customers': {
    role: 'VIEWER',
    about: ({ dataset }) =>
      `{ customers(datasetId: ${id(dataset)}) { totalCount edges { node { externalId } } } }`,
  },
  'Query.customerExport': {
    role: 'ANALYST',
    about: ({ customerExport }) => `{ customerExport(id: ${id(customerExport)}) { format job { kind } } }`,
  },
  'Mutation.exportCustomers': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { exportCustomers(input: { datasetId: ${id(dataset)} }) { customerExport { id } ${errors} } }`,
  },
  'Mutation.createReportLink': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { createReportLink(input: { datasetId: ${id(dataset)}, kind: OVERVIEW }) { reportLink { id } ${errors} } }`,
  },
  'Mutation.revokeReportLink': {
    role: 'ANALYST',
    about: ({ reportLink }) =>
      `mutation { revokeReportLink(input: { reportLinkId: ${id(reportLink)} }) { reportLink { id } ${errors} } }`,
  },
  'Mutation.startWeeklyReport': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { startWeeklyReport(input: { datasetId: ${id(dataset)}, kind: OVERVIEW }) { weeklyReport { id } ${errors} } }`,
  },
  'Mutation.stopWeeklyReport': {
    role: 'ANALYST',
    about: ({ weeklyReport }) =>
      `mutation { stopWeeklyReport(input: { weeklyReportId: ${id(weeklyReport)} }) { weeklyReport { id } ${errors} } }`,
  },
  'Mutation.checkDrift': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { checkDrift(input: { datasetId: ${id(dataset)} }) { job { id } ${errors} } }`,
  },
  'Mutation.setMonitoring': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { setMonitoring(input: { datasetId: ${id(dataset)}, everyHours: 12 }) { settings { everyHours } ${errors} } }`,
  },
  'Mutation.acknowledgeMonitoring': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { acknowledgeMonitoring(input: { datasetId: ${id(dataset)} }) { acknowledgement { by } ${errors} } }`,
  },
  'Query.audience': {
    role: 'VIEWER',
    about: ({ audience }) => `{ audience(id: ${id(audience)}) { name sentence customerCount } }`,
  },
  'Mutation.saveAudience': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { saveAudience(input: { datasetId: ${id(dataset)}, name: "regulars", filter: {} }) { audience { id } ${errors} } }`,
  },
  'Mutation.saveQuantileSegments': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { saveQuantileSegments(input: { datasetId: ${id(dataset)} }) { audiences { id } ${errors} } }`,
  },
  'Mutation.deleteAudience': {
    role: 'ANALYST',
    about: ({ audience }) =>
      `mutation { deleteAudience(input: { audienceId: ${id(audience)} }) { deletedAudienceId ${errors} } }`,
  },
  'Query.campaign': {
    role: 'VIEWER',
    about: ({ campaign }) =>
      `{ campaign(id: ${id(campaign)}) { name missing { sentence } members { totalCount } } }`,
  },
  'Query.campaignPlan': {
    role: 'VIEWER',
    about: ({ dataset }) =>
      `{ campaignPlan(input: { datasetId: ${id(dataset)}, filter: {} }) { customers sentence } }`,
  },
  'Mutation.createCampaign': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { createCampaign(input: { datasetId: ${id(dataset)}, name: "autumn", filter: {} }) { campaign { id } ${errors} } }`,
  },
  'Mutation.startGlobalHoldOut': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { startGlobalHoldOut(input: { datasetId: ${id(dataset)}, share: 0.05 }) { globalHoldOut { share } ${errors} } }`,
  },
  'Mutation.endGlobalHoldOut': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { endGlobalHoldOut(input: { datasetId: ${id(dataset)} }) { globalHoldOut { share } ${errors} } }`,
  },
  'Mutation.giveStrategyFeedback': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { giveStrategyFeedback(input: { datasetId: ${id(dataset)}, strategyId: "x", kind: TAKEN }) { feedback { id } ${errors} } }`,
  },
  'Mutation.withdrawStrategyFeedback': {
    role: 'ANALYST',
    about: () =>
      `mutation { withdrawStrategyFeedback(input: { feedbackId: "x" }) { feedback { id } ${errors} } }`,
  },
  'Query.outcomesPreview': {
    role: 'VIEWER',
    about: ({ dataset, upload }) =>
      `{ outcomesPreview(input: { datasetId: ${id(dataset)}, uploadId: ${id(upload)} }) { fileName } }`,
  },
  'Mutation.importOutcomes': {
    role: 'ANALYST',
    about: ({ dataset, upload }) =>
      `mutation { importOutcomes(input: { datasetId: ${id(dataset)}, uploadId: ${id(upload)} }) { recorded ${errors} } }`,
  },
  'Mutation.deleteCampaign': {
    role: 'ANALYST',
    about: ({ campaign }) =>
      `mutation { deleteCampaign(input: { campaignId: ${id(campaign)} }) { deletedCampaignId ${errors} } }`,
  },
  'Query.segmentation': {
    role: 'VIEWER',
    about: ({ segmentation }) =>
      `{ segmentation(id: ${id(segmentation)}) { segments { name strategies { title } customers { totalCount } } } }`,
  },
  'Query.churnModel': {
    role: 'VIEWER',
    about: ({ churnModel }) =>
      `{ churnModel(id: ${id(churnModel)}) { version confusionMatrix { truePositive } } }`,
  },
  'Query.churnDefinitionPreview': {
    role: 'VIEWER',
    about: ({ dataset }) => `{ churnDefinitionPreview(datasetId: ${id(dataset)}) { enough } }`,
  },
  'Query.job': { role: 'VIEWER', about: ({ job }) => `{ job(id: ${id(job)}) { kind } }` },
  'Query.jobs': {
    role: 'VIEWER',
    about: ({ dataset }) => `{ jobs(datasetId: ${id(dataset)}) { edges { node { kind } } } }`,
  },
  'Query.score': {
    role: 'VIEWER',
    about: ({ dataset }) =>
      `{ score(datasetId: ${id(dataset)}, customers: [{ visits: 1 }]) { probability } }`,
  },
  'Mutation.importDataset': {
    role: 'ANALYST',
    about: ({ dataset, upload }) =>
      `mutation { importDataset(input: { uploadId: ${id(upload)}, name: "n", intoDatasetId: ${id(dataset)}, mode: APPEND }) { dataset { id } ${errors} } }`,
  },
  'Mutation.upsertCustomers': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { upsertCustomers(input: { datasetId: ${id(dataset)}, customers: [{ externalId: "new", attributes: { visits: 3 } }] }) { created ${errors} } }`,
  },
  'Mutation.recordOutcomes': {
    role: 'ANALYST',
    about: ({ dataset, customer }) =>
      `mutation { recordOutcomes(input: { datasetId: ${id(dataset)}, outcomes: [{ externalId: ${id(customer)}, left: true }] }) { recorded ${errors} } }`,
  },
  'Mutation.giveCustomerFeedback': {
    role: 'ANALYST',
    about: ({ dataset, customer }) =>
      `mutation { giveCustomerFeedback(input: { datasetId: ${id(dataset)}, externalId: ${id(customer)}, kind: DO_NOT_CONTACT }) { feedback { id } ${errors} } }`,
  },
  'Mutation.withdrawCustomerFeedback': {
    role: 'ANALYST',
    about: ({ feedback }) =>
      `mutation { withdrawCustomerFeedback(input: { feedbackId: ${id(feedback)} }) { customer { externalId } ${errors} } }`,
  },
  'Mutation.fitSegmentation': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { fitSegmentation(input: { datasetId: ${id(dataset)} }) { segmentation { id } ${errors} } }`,
  },
  'Mutation.labelColumn': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { labelColumn(input: { datasetId: ${id(dataset)}, column: "none", label: "x" }) { dataset { id } ${errors} } }`,
  },
  'Mutation.noteSegment': {
    role: 'ANALYST',
    about: ({ segmentation }) =>
      `mutation { noteSegment(input: { segmentationId: ${id(segmentation)}, key: "none", note: "x" }) { segment { key } ${errors} } }`,
  },
  'Mutation.renameSegment': {
    role: 'ANALYST',
    about: ({ segmentation }) =>
      `mutation { renameSegment(input: { segmentationId: ${id(segmentation)}, key: "none", name: "x" }) { segment { key } ${errors} } }`,
  },
  'Mutation.selectSegmentationK': {
    role: 'ANALYST',
    about: ({ segmentation }) =>
      `mutation { selectSegmentationK(input: { segmentationId: ${id(segmentation)}, k: 3 }) { segmentation { selectedK } ${errors} } }`,
  },
  'Mutation.trainChurnModel': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { trainChurnModel(input: { datasetId: ${id(dataset)} }) { churnModel { id } ${errors} } }`,
  },
  'Mutation.promoteChurnModel': {
    role: 'ANALYST',
    about: ({ churnModel }) =>
      `mutation { promoteChurnModel(input: { churnModelId: ${id(churnModel)} }) { churnModel { stage } ${errors} } }`,
  },
  'Mutation.setAssumptions': {
    role: 'ANALYST',
    about: ({ dataset }) =>
      `mutation { setAssumptions(input: { datasetId: ${id(dataset)}, contactCost: 3 }) { dataset { name } ${errors} } }`,
  },
  'Mutation.cancelJob': {
    role: 'ANALYST',
    about: ({ job }) => `mutation { cancelJob(input: { jobId: ${id(job)} }) { job { state } ${errors} } }`,
  },
  'Mutation.eraseCustomer': {
    role: 'ADMIN',
    about: ({ dataset, customer }) =>
      `mutation { eraseCustomer(input: { datasetId: ${id(dataset)}, externalId: ${id(customer)} }) { erased ${errors} } }`,
  },
  'Query.deletedDatasets': { role: 'ADMIN', about: null },
  'Mutation.restoreDataset': {
    role: 'ADMIN',
    about: ({ dataset }) =>
      `mutation { restoreDataset(input: { datasetId: ${id(dataset)} }) { dataset { id } ${errors} } }`,
  },
  'Mutation.deleteDataset': {
    role: 'ADMIN',
    about: ({ dataset }) =>
      `mutation { deleteDataset(input: { datasetId: ${id(dataset)} }) { deletedDatasetId ${errors} } }`,
  },
  'Query.webhookEndpoints': { role: 'ADMIN', about: null },
  'Query.webhookEndpoint': { role: 'ADMIN', about: null },
  'Mutation.createWebhookEndpoint': { role: 'ADMIN', about: null },
  'Mutation.updateWebhookEndpoint': { role: 'ADMIN', about: null },
  'Mutation.deleteWebhookEndpoint': { role: 'ADMIN', about: null },
  'Mutation.rotateWebhookSecret': { role: 'ADMIN', about: null },
  'Mutation.sendTestEvent': { role: 'ADMIN', about: null },
  'Mutation.replayDelivery': { role: 'ADMIN', about: null },
  'Mutation.replayDeliveries': { role: 'ADMIN', about: null },
  'Mutation.createApiKey': { role: 'ADMIN', about: null },
  'Mutation.rotateApiKey': { role: 'ADMIN', about: null },
  'Mutation.revokeApiKey': { role: 'ADMIN', about: null },
  'Mutation.inviteUser': { role: 'ADMIN', about: null },
  'Mutation.setUserRole': { role: 'ADMIN', about: null },
  'Mutation.revokeSession': { role: 'VIEWER', about: null },
  'Mutation.renamePasskey': { role: 'VIEWER', about: null },
  'Mutation.removePasskey': { role: 'VIEWER', about: null },
  'Mutation.deactivateUser': { role: 'ADMIN', about: null },
  'Subscription.job': { role: 'VIEWER', about: null },
};

/** The codes of the errors of an answer, in forms and beside them. */
export function codesOf({
  data,
  errors,
}: GraphqlAnswer<Record<string, { userErrors?: { code: string }[] } | null>>) {
  const inForms = Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
  return [...inForms.map(({ code }) => code), ...(errors ?? []).map(({ extensions }) => extensions?.code)];
}
