/** Alerts that somebody has looked into, and that are not told again for a while. */
export { AcknowledgeMonitoringInput, AcknowledgeMonitoringPayload } from './acknowledgement.inputs.js';
export { MonitoringAcknowledgement } from './acknowledgement.types.js';
export { Acknowledgements1768600000103 } from './acknowledgements.migration.js';
export { readAcknowledgement } from './read-acknowledgement.js';
export { isMuted, sinceLast } from './since-last.js';
