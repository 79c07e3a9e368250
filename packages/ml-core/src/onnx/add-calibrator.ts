import type { Calibrator } from '../calibration/calibrate.js';
import type { IsotonicCalibrator } from '../calibration/isotonic.js';
import { type PlattCalibrator, SOFTENING } from '../calibration/platt.js';
import { INT64, type OnnxGraph } from './onnx-graph.js';

/** Adds what `calibrate` does with a score, rows × 1; returns the outcome's name, which is `name` where it is free. */
export function addCalibrator(graph: OnnxGraph, calibrator: Calibrator, score: string, name: string): string {
  return calibrator.method === 'platt'
    ? addPlatt(graph, calibrator, score, name)
    : addIsotonic(graph, calibrator, score, name);
}

function addPlatt(graph: OnnxGraph, { slope, intercept }: PlattCalibrator, score: string, name: string) {
  const number = (of: string, value: number) => graph.addConstant(of, Float64Array.of(value));
  const softening = number('softening', SOFTENING);
  const others = graph.add('other_score', 'Sub', [number('one', 1), score]);
  const odds = graph.add('odds', 'Div', [
    graph.add('softened_score', 'Add', [score, softening]),
    graph.add('softened_other_score', 'Add', [others, softening]),
  ]);
  const logOdds = graph.add('score_log_odds', 'Log', [odds]);
  const stretched = graph.add('stretched', 'Mul', [logOdds, number('slope', slope)]);
  const shifted = graph.add('shifted', 'Add', [stretched, number('shift', intercept)]);
  return graph.add(name, 'Sigmoid', [shifted]);
}

/**
 * A line through points: a row's piece is how many points its score has reached, and each piece is
 * y + rise · (score − x) / run. The first and the last piece are level.
 */
function addIsotonic(graph: OnnxGraph, { x, y }: IsotonicCalibrator, score: string, name: string): string {
  const points = x.length;
  const pieces = points + 1;
  const before = (piece: number) => Math.max(piece - 1, 0);
  const difference = (of: Float64Array, level: number) =>
    Float64Array.from({ length: pieces }, (_, i) => (i === 0 || i === points ? level : of[i]! - of[i - 1]!));
  const reached = graph.add('reached', 'LessOrEqual', [graph.addConstant('points', x), score]);
  const piece = graph.add('piece', 'ReduceSum', [
    graph.add('reached_as_number', 'Cast', [reached], { to: INT64 }),
    graph.addConstant('across', BigInt64Array.of(1n)),
  ]);
  const take = (of: string, values: Float64Array) =>
    graph.add(of, 'Gather', [graph.addConstant(`${of}_of_piece`, values), piece]);
  const start = take(
    'start',
    Float64Array.from({ length: pieces }, (_, i) => x[before(i)]!),
  );
  const base = take(
    'base',
    Float64Array.from({ length: pieces }, (_, i) => y[before(i)]!),
  );
  const rise = take('rise', difference(y, 0));
  const run = take('run', difference(x, 1));
  const beyond = graph.add('beyond', 'Sub', [score, start]);
  const risen = graph.add('risen', 'Div', [graph.add('rise_beyond', 'Mul', [rise, beyond]), run]);
  return graph.add(name, 'Add', [base, risen]);
}
