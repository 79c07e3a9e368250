/** Finds clusters: the code that runs in a computing thread, and the types that its job needs. */
export { fitClusters } from './fit-clusters.js';
