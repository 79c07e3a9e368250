export * from './api-keys.js';
export * from './churn.js';
export * from './customers.js';
export * from './datasets.js';
export * from './jobs.js';
export * from './segmentation.js';
export * from './strategies.js';
export * from './viewer.js';
