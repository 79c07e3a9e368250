/** Learns for whom a campaign worked: the code that runs in a computing thread, and the types that its job needs. */
export {
  type LearnedUplift,
  type LearnOperations,
  type LearnRequest,
  type LearnTrial,
  learnUplift,
} from './learn-uplift.js';
