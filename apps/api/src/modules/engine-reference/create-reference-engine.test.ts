import { describeEngine } from '../engine/engine-contract.test-support.js';
import { createReferenceEngine } from './create-reference-engine.js';

describeEngine('reference', createReferenceEngine);
