import { formatFeature } from '#lib/format/words.ts';

/** What the names of actions do not say by themselves. */
const WORDS: Readonly<Record<string, string>> = {
  importDataset: 'Import a file',
  upsertCustomers: 'Add or change customers',
  restoreDataset: 'Restore a deleted dataset',
  eraseCustomer: 'Erase a customer',
  recordOutcomes: 'Record outcomes',
  fitSegmentation: 'Find segments',
  selectSegmentationK: 'Choose the number of segments',
  setAssumptions: 'Set assumptions about money',
  acknowledgeMonitoring: 'Note that a check was looked into',
  checkDrift: 'Check what has changed',
  createApiKey: 'Create an API key',
  rotateApiKey: 'Rotate an API key',
  revokeApiKey: 'Revoke an API key',
  inviteUser: 'Invite a person',
  setUserRole: 'Change the role of a person',
  deactivateUser: 'Deactivate a person',
  revokeSession: 'End a session',
  renamePasskey: 'Rename a passkey',
  removePasskey: 'Remove a passkey',
  'add passkey': 'Add a passkey',
  'sign in by OpenID Connect': 'Sign in by OpenID Connect',
  exportCustomers: 'Export customers into a file',
  'fetch export': 'Fetch an exported file',
  sendTestEvent: 'Send a test to a webhook',
  'export customers.csv': 'Export customers as CSV',
  'export customers.parquet': 'Export customers as Parquet',
  'export rejected.csv': 'Export rejected rows',
  'export churn model': 'Export a churn model',
  upload: 'Upload a file',
  'delete upload': 'Delete an upload',
};

/** An action of the audit in words; one that is not known is spelled out. */
export function describeAction(action: string): string {
  return WORDS[action] ?? formatFeature(action);
}
