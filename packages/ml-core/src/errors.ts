/**
 * A failure that the caller can act on: a bad argument, data that cannot carry the question, a damaged model file.
 * `code` is stable and made for programs; the message is made for people and names the argument and both values.
 */
export class MlError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Two arguments whose shapes disagree, or an array that is too short for the shape it claims. */
export class ShapeError extends MlError {
  constructor(message: string) {
    super('SHAPE', message);
  }
}

/** An option or value outside its range, NaN and infinity included. */
export class InvalidParameterError extends MlError {
  constructor(message: string) {
    super('INVALID_PARAMETER', message);
  }
}

/** Data in which the question has no answer: one class only, no rows, no usable column. */
export class DegenerateDataError extends MlError {
  constructor(message: string) {
    super('DEGENERATE_DATA', message);
  }
}

/** A stored model that is of an unknown kind or version, truncated, or altered. */
export class ArtefactError extends MlError {
  constructor(message: string) {
    super('ARTEFACT', message);
  }
}
