/**
 * Clustering, projection, classification and explanation on typed arrays: numbers in, plain data out.
 * Nothing here knows a customer, a file, a clock or an unseeded draw. The exports are grouped by discipline.
 */

// data and errors
export { ArtefactError, DegenerateDataError, InvalidParameterError, MlError, ShapeError } from './errors.js';
export { createMatrix, type Matrix, matrixFromRows, takeColumns, takeRows } from './matrix.js';
export { createRandom, type Random } from './random.js';
