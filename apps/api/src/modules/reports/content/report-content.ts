/** A figure with what it is of. */
export interface Figure {
  readonly name: string;
  readonly value: string;
}

/** A table; columns after the first are numbers unless they are long texts. */
export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A part of a report that answers one question. */
export interface ReportSection {
  readonly title: string;
  readonly sentences?: readonly string[];
  readonly figures?: readonly Figure[];
  /** Each a name, a share of the whole in 0..1, and what it says. */
  readonly bars?: readonly { readonly name: string; readonly share: number; readonly text: string }[];
  readonly table?: ReportTable;
}

/** What a report says, before it has a form. It never names a customer. */
export interface ReportContent {
  /** "Overview", "Segment: Savers". */
  readonly title: string;
  readonly dataset: string;
  readonly sections: readonly ReportSection[];
  /** What is taken for granted, a sentence each. */
  readonly assumptions: readonly string[];
}
