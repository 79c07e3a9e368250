import { describeEngine } from '../engine/engine-contract.test-support.js';
import { createSparkEngine } from './create-spark-engine.js';

describeEngine('spark', () => createSparkEngine({ remote: process.env.SPARK_REMOTE! }));
