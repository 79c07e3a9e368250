import { describeEngine } from '../engine/engine-contract.test-support.js';
import { createLocalEngine } from './create-local-engine.js';

describeEngine('local', createLocalEngine);
