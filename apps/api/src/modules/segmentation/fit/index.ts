/** Finding clusters: what runs in a computing thread, and what the job that asks for it needs to know. */
export { fitClusters } from './fit-clusters.js';
