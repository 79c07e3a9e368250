/** A small typed client of a Holdfast server, for Node and browsers. */
export type { Connection } from './connection.js';
export { type CallOptions, type Client, type ClientOptions, createClient } from './create-client.js';
export {
  type AnswerError,
  HoldfastError,
  InputError,
  NetworkError,
  RequestError,
  type UserError,
} from './errors.js';
export type { Answer, Cost } from './read-reply.js';
export type { Arguments, TypedDocument, Variables } from './typed-document.js';
export type { UploadOptions } from './upload-options.js';
export type { Retries } from './with-retries.js';
