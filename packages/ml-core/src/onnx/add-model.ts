import type { ClassifierModel } from '../classifier.js';
import type { LogisticRegressionModel } from '../linear-model/logistic-regression.js';
import { countTrees } from '../tree/decision-trees.js';
import { addTrees } from './add-trees.js';
import type { OnnxGraph } from './onnx-graph.js';

/** Adds what `predictProba` does with X; returns the name of P(y = 1), rows × 1, which is `name` where it is free. */
export function addModel(graph: OnnxGraph, model: ClassifierModel, X: string, name: string): string {
  const number = (of: string, value: number) => graph.addConstant(of, Float64Array.of(value));
  switch (model.kind) {
    case 'logisticRegression': {
      const sum = addWeightedSum(graph, model, X);
      const logOdds = graph.add('log_odds', 'Add', [sum, number('intercept', model.intercept)]);
      return graph.add(name, 'Sigmoid', [logOdds]);
    }
    case 'randomForest': {
      const sum = addTrees(graph, model.trees, X);
      return graph.add(name, 'Div', [sum, number('trees', countTrees(model.trees))]);
    }
    case 'gradientBoosting': {
      const sum = addTrees(graph, model.trees, X);
      const logOdds = graph.add('log_odds', 'Add', [sum, number('base_score', model.baseScore)]);
      return graph.add(name, 'Sigmoid', [logOdds]);
    }
  }
}

function addWeightedSum(graph: OnnxGraph, { coefficients }: LogisticRegressionModel, X: string): string {
  const column = graph.addConstant('coefficients', coefficients, [coefficients.length, 1]);
  return graph.add('weighted_sum', 'MatMul', [X, column]);
}
