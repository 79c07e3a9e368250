/**
 * A failure that the caller can act on: a bad argument, data that cannot answer the question, a damaged model file.
 * `code` is stable and meant for programs; the message is meant for people and names the argument, its value and what
 * it must be.
 */
export class MlError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Arguments whose shapes disagree, or an array too short for its shape. */
export class ShapeError extends MlError {
  constructor(message: string) {
    super('SHAPE', message);
  }
}

/** An option or value outside its range, including NaN and infinity. */
export class InvalidParameterError extends MlError {
  constructor(message: string) {
    super('INVALID_PARAMETER', message);
  }
}

/** Data that cannot answer the question: only one class, no rows, no usable column. */
export class DegenerateDataError extends MlError {
  constructor(message: string) {
    super('DEGENERATE_DATA', message);
  }
}

/** A stored model that is truncated, altered, or of an unknown kind or version. */
export class ArtefactError extends MlError {
  constructor(message: string) {
    super('ARTEFACT', message);
  }
}
