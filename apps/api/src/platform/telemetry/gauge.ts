/** One figure of a gauge. */
export interface Reading {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A figure, or one for each value of its labels, that is read when somebody asks for the metrics. */
export interface Gauge {
  readonly name: `holdfast_${string}`;
  readonly help: string;
  readonly labels: readonly string[];
  read(): Promise<readonly Reading[]> | readonly Reading[];
}

/** Most datasets that a gauge tells apart: a series each, in every process. */
export const MAX_SERIES = 200;
