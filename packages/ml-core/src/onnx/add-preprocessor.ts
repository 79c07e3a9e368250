import { ArtefactError, InvalidParameterError } from '../errors.js';
import type { ReferenceDay } from '../preprocessing/dates-to-durations.js';
import type { CategoricalEncoding, NumericEncoding, Preprocessor } from '../preprocessing/preprocessor.js';
import { DOUBLE, type OnnxGraph } from './onnx-graph.js';

/** Columns of a tensor, and which encoded column each of them is; −1 for none. */
interface Part {
  readonly tensor: string;
  readonly encodedAt: readonly number[];
}

/**
 * Adds one input per column and what `applyPreprocessor` does with them; returns the name of X, rows × encoded columns.
 * All numbers go through each step together, then texts follow column by column, then the columns take their order.
 * @throws InvalidParameterError for columns of no name or the same, and for the level ""; it stands for missing.
 */
export function addPreprocessor(graph: OnnxGraph, preprocessor: Preprocessor): string {
  const { columns, encodedNames, referenceDay } = preprocessor;
  for (const column of columns) {
    if (column.kind === 'numeric') graph.addInput(column.name, 'double', 1, describeNumber(column));
    if (column.kind === 'categorical') graph.addInput(column.name, 'string', 1, describeLevel(column));
  }
  const today = referenceDay && addReferenceDay(graph, referenceDay);
  const numeric = columns.filter((column) => column.kind === 'numeric');
  const categorical = columns.filter((column) => column.kind === 'categorical');
  const parts = [
    ...(numeric.length > 0 ? addNumbers(graph, numeric, today) : []),
    ...categorical.map((column) => addLevels(graph, column)),
  ];
  const order = new BigInt64Array(encodedNames.length).fill(-1n);
  parts
    .flatMap(({ encodedAt }) => encodedAt)
    .forEach((at, place) => {
      if (at >= 0) order[at] = BigInt(place);
    });
  const orphan = order.indexOf(-1n);
  if (orphan >= 0) {
    throw new ArtefactError(`encoded column ${orphan} ("${encodedNames[orphan]}") comes from no column`);
  }
  const all = graph.add(
    'encoded_parts',
    'Concat',
    parts.map(({ tensor }) => tensor),
    { axis: 1 },
  );
  return graph.add('X', 'Gather', [all, graph.addConstant('encoded_order', order)], { axis: 1 });
}

/** The day that a row's dates count back from: an input where training had one, else a constant. */
function addReferenceDay(graph: OnnxGraph, { name, day }: ReferenceDay): string {
  const doc = `Days since 1970-01-01: the day that dates count back from. NaN or infinity means ${day}.`;
  const given = name === null ? null : graph.addInput(name, 'double', 1, doc);
  const fallback = graph.addConstant('reference_day', Float64Array.of(day));
  if (given === null) return fallback;
  return graph.add('today', 'Where', [addIsUnknown(graph, given), fallback, given]);
}

function addIsUnknown(graph: OnnxGraph, numbers: string): string {
  const unknown = ['IsNaN', 'IsInf'].map((test) => graph.add(`${numbers}_${test}`, test, [numbers]));
  return graph.add(`${numbers}_unknown`, 'Or', unknown);
}

function addNumbers(
  graph: OnnxGraph,
  columns: readonly NumericEncoding[],
  today: string | undefined,
): Part[] {
  const vector = (name: string, of: (column: NumericEncoding) => number) =>
    graph.addConstant(name, Float64Array.from(columns, of));
  const given = graph.add(
    'given',
    'Concat',
    columns.map(({ name }) => name),
    { axis: 1 },
  );
  const dates = (column: NumericEncoding) => (column.isDate ? 1 : 0);
  const numbers = today === undefined ? given : addDurations(graph, given, today, vector('dates', dates));
  const unknown = addIsUnknown(graph, numbers);
  const filled = graph.add('filled', 'Where', [unknown, vector('fill', (column) => column.fill), numbers]);
  const within = columns.some(({ low, high }) => low !== undefined || high !== undefined)
    ? addLimits(
        graph,
        filled,
        vector('low', ({ low }) => low ?? -Number.MAX_VALUE),
        vector('high', ({ high }) => high ?? Number.MAX_VALUE),
      )
    : filled;
  const short = columns.some(({ logUnit }) => logUnit > 0)
    ? addShortTails(
        graph,
        within,
        vector('log_unit', (column) => column.logUnit),
      )
    : within;
  const centred = graph.add('centred', 'Sub', [short, vector('center', (column) => column.center)]);
  const scaled = graph.add('scaled', 'Div', [centred, vector('scale', (column) => column.scale)]);
  const parts: Part[] = [{ tensor: scaled, encodedAt: columns.map(({ valueAt }) => valueAt) }];
  if (columns.some(({ missingAt }) => missingAt >= 0)) {
    const missing = graph.add('missing', 'Cast', [unknown], { to: DOUBLE });
    parts.push({ tensor: missing, encodedAt: columns.map(({ missingAt }) => missingAt) });
  }
  return parts;
}

/** A number beyond its column's range as the nearest in it. */
function addLimits(graph: OnnxGraph, numbers: string, low: string, high: string): string {
  return graph.add('limited', 'Min', [graph.add('raised', 'Max', [numbers, low]), high]);
}

/** Of the columns that are dates the days up to today. */
function addDurations(graph: OnnxGraph, given: string, today: string, flags: string): string {
  const isDate = graph.add('is_date', 'Greater', [flags, graph.addConstant('no', Float64Array.of(0))]);
  return graph.add('numbers', 'Where', [isDate, graph.add('elapsed', 'Sub', [today, given]), given]);
}

/** `shortenTail` of each column that has a unit. */
function addShortTails(graph: OnnxGraph, values: string, units: string): string {
  const number = (name: string, value: number) => graph.addConstant(name, Float64Array.of(value));
  const sizes = graph.add('sizes', 'Abs', [values]);
  const quotient = graph.add('quotient', 'Div', [sizes, units]);
  const bounded = graph.add('bounded', 'Min', [quotient, number('most', Number.MAX_VALUE)]);
  const above1 = graph.add('above_1', 'Add', [bounded, number('one', 1)]);
  const logarithm = graph.add('logarithm', 'Log', [above1]);
  const signed = graph.add('signed', 'Mul', [graph.add('sign', 'Sign', [values]), logarithm]);
  const hasUnit = graph.add('has_unit', 'Greater', [units, number('no_unit', 0)]);
  return graph.add('short_tails', 'Where', [hasUnit, signed, values]);
}

function addLevels(graph: OnnxGraph, column: CategoricalEncoding): Part {
  const { name, first, levels, levelAt, unseenAt, missingAt, names, unit = 1 } = column;
  if (levels.includes('')) {
    throw new InvalidParameterError(`column "${name}" has the level ""; in an ONNX input that means missing`);
  }
  // A position past the last one lights none of them.
  const nowhere = names.length;
  const place = (position: number) => (position < 0 ? nowhere : position);
  const position = graph.add(`${name}_position`, 'LabelEncoder', [name], {
    keys_strings: ['', ...levels],
    values_int64s: Int32Array.of(place(missingAt), ...Array.from(levelAt, place)),
    default_int64: place(unseenAt),
  });
  const positions = BigInt64Array.from(names, (_, at) => BigInt(at));
  const isAt = graph.add(`${name}_is_at`, 'Equal', [
    position,
    graph.addConstant(`${name}_positions`, positions),
  ]);
  const ones = graph.add(`${name}_levels`, 'Cast', [isAt], { to: DOUBLE });
  const factor = () => graph.addConstant(`${name}_unit`, Float64Array.of(unit));
  return {
    tensor: unit === 1 ? ones : graph.add(`${name}_weighed`, 'Mul', [ones, factor()]),
    encodedAt: names.map((_, at) => first + at),
  };
}

function describeNumber({ fill, isDate }: NumericEncoding): string {
  if (isDate)
    return `Days since 1970-01-01; NaN or infinity means missing and is replaced by ${fill} days ago.`;
  return `A number; NaN or infinity means missing and is replaced by ${fill}.`;
}

function describeLevel({ levels, unseenAt }: CategoricalEncoding): string {
  const unseen = unseenAt < 0 ? 'belongs to none' : 'counts as a rare one';
  return `Text; "" means missing. Training saw ${levels.length} levels; any other ${unseen}.`;
}
