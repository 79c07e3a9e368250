export * from './call-first.js';
export * from './import-dataset.js';
export * from './job.js';
export * from './score.js';
export * from './segments.js';
export * from './upsert-customers.js';
