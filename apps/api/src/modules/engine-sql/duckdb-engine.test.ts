import { describeEngine } from '../engine/engine-contract.test-support.js';
import { createDuckDbEngine } from './duckdb-engine.test-support.js';

describeEngine('sql', createDuckDbEngine);
