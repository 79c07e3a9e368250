import { describeEngine } from './engine-contract.test-support.js';
import { createSqlEngine } from './sql-engine.test-support.js';

describeEngine('sql', createSqlEngine);
