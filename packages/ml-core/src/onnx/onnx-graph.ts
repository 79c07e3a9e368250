import { InvalidParameterError } from '../errors.js';
import { integerField, integersField, joinBytes, messageField, textField } from './protobuf.js';

/** Versions of one ONNX release, 1.16: the first that has trees of which values and sums are float64. */
const IR_VERSION = 10;
const OPSET = 21;
const ML_OPSET = 5;
const ML_DOMAIN = 'ai.onnx.ml';
const ML_OPERATORS = new Set(['LabelEncoder', 'TreeEnsemble']);

/** How ONNX numbers the types of elements. */
const elementTypes = { uint8: 2, int64: 7, string: 8, double: 11 } as const;
export const DOUBLE = elementTypes.double;
export const INT64 = elementTypes.int64;

/** How ONNX numbers the types of attributes. */
const attributeTypes = { integer: 2, tensor: 4, integers: 7, strings: 8 } as const;

/** Numbers as they lie in memory; the type says which elements they are. */
export type TensorValues = Float64Array | BigInt64Array | Uint8Array;

/** A whole number, whole numbers, texts, or a tensor of one dimension. */
export type Attribute = number | Int32Array | readonly string[] | TensorValues;

/** What the file says about itself. */
export interface OnnxDescription {
  readonly doc: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An ONNX graph under construction. Tensors are known by name; every tensor that is computed is float64 by default. */
export interface OnnxGraph {
  /**
   * Declares an input of `columns` values per row. @throws InvalidParameterError for an empty name or one that is taken
   */
  addInput(name: string, type: 'double' | 'string', columns: number, doc: string): string;
  /** Adds a constant tensor; of one dimension unless `shape` says otherwise. Returns its name. */
  addConstant(name: string, values: TensorValues, shape?: readonly number[]): string;
  /** Adds an operation. Returns the name of what it computes: `name`, with _2 or more behind it where that is taken. */
  add(
    name: string,
    operator: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, Attribute>>,
  ): string;
  /** The file: all of the above, and `output` of one number per row. */
  finish(output: string, description: OnnxDescription): Uint8Array<ArrayBuffer>;
}

/** An empty graph. Inputs come first, since their names are given. Field numbers are those of onnx.proto. */
export function createGraph(): OnnxGraph {
  const names = new Set<string>();
  const inputs: Uint8Array[] = [];
  const constants: Uint8Array[] = [];
  const nodes: Uint8Array[] = [];
  const freeName = (name: string): string => {
    let free = name;
    for (let i = 2; names.has(free); i++) free = `${name}_${i}`;
    names.add(free);
    return free;
  };
  return {
    addInput(name, type, columns, doc) {
      if (name === '' || names.has(name)) {
        const reason = name === '' ? 'an ONNX input needs a name' : 'another column has the same name';
        throw new InvalidParameterError(`column ${inputs.length} is named "${name}"; ${reason}`);
      }
      names.add(name);
      inputs.push(messageField(11, valueInfo(name, elementTypes[type], columns, doc)));
      return name;
    },
    addConstant(name, values, shape = [values.length]) {
      const free = freeName(name);
      constants.push(messageField(5, tensor(values, shape), textField(8, free)));
      return free;
    },
    add(name, operator, from, attributes = {}) {
      const to = freeName(name);
      nodes.push(messageField(1, node(operator, from, to, attributes)));
      return to;
    },
    finish(output, description) {
      const outputs = messageField(12, valueInfo(output, DOUBLE, 1, 'P(y = 1) of each row.'));
      return fileOf([...nodes, textField(2, 'pipeline'), ...constants, ...inputs, outputs], description);
    },
  };
}

function fileOf(graph: readonly Uint8Array[], { doc, metadata }: OnnxDescription): Uint8Array<ArrayBuffer> {
  return joinBytes(
    integerField(1, IR_VERSION),
    textField(2, 'holdfast'),
    // Counts up when the same model becomes another graph.
    textField(3, '1'),
    textField(6, doc),
    messageField(7, ...graph),
    messageField(8, textField(1, ''), integerField(2, OPSET)),
    messageField(8, textField(1, ML_DOMAIN), integerField(2, ML_OPSET)),
    ...Object.entries(metadata).map(([key, value]) =>
      messageField(14, textField(1, key), textField(2, value)),
    ),
  );
}

function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>>,
): Uint8Array {
  return joinBytes(
    ...inputs.map((input) => textField(1, input)),
    textField(2, output),
    textField(3, output),
    textField(4, operator),
    ...Object.entries(attributes).map(([name, value]) =>
      messageField(5, textField(1, name), attribute(value)),
    ),
    textField(7, ML_OPERATORS.has(operator) ? ML_DOMAIN : ''),
  );
}

function attribute(value: Attribute): Uint8Array {
  if (typeof value === 'number') return typed(attributeTypes.integer, integerField(3, value));
  if (value instanceof Int32Array) return typed(attributeTypes.integers, integersField(8, value));
  if (Array.isArray(value)) {
    return typed(attributeTypes.strings, joinBytes(...value.map((text: string) => textField(9, text))));
  }
  const values = value as TensorValues;
  return typed(attributeTypes.tensor, messageField(5, tensor(values, [values.length])));
}

function typed(type: number, content: Uint8Array): Uint8Array {
  return joinBytes(content, integerField(20, type));
}

function tensor(values: TensorValues, shape: readonly number[]): Uint8Array {
  return joinBytes(
    integersField(1, shape),
    integerField(2, typeOf(values)),
    messageField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  );
}

function typeOf(values: TensorValues): number {
  if (values instanceof Float64Array) return elementTypes.double;
  return values instanceof Uint8Array ? elementTypes.uint8 : elementTypes.int64;
}

/** A tensor of any number of rows. */
function valueInfo(name: string, type: number, columns: number, doc: string): Uint8Array {
  const shape = messageField(
    2,
    messageField(1, textField(2, 'rows')),
    messageField(1, integerField(1, columns)),
  );
  return joinBytes(
    textField(1, name),
    messageField(2, messageField(1, integerField(1, type), shape)),
    textField(3, doc),
  );
}
