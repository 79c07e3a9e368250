/** Compares customers: the code that runs in a computing thread, and the types that its job needs. */
export {
  type Compared,
  type CompareOperations,
  type CompareRequest,
  compareSnapshots,
} from './compare-snapshots.js';
