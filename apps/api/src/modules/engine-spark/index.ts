/** Provides the engine on Apache Spark, where rows stay that are too many for one machine. */
export { createSparkEngine } from './create-spark-engine.js';
