/** Provides the engine that computes on this machine, on columns held in memory. */
export { createLocalEngine } from './create-local-engine.js';
