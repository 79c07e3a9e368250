/** Provides the engine that ours is checked against. */
export { createReferenceEngine } from './create-reference-engine.js';
