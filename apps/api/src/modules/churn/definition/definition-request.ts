import type { Comparison } from '../training/target.js';
import type { TargetEvent } from './target-event.js';

/** The definition as a caller gives it; if it is empty, the dataset's label column is used. */
export interface DefinitionRequest {
  readonly labelColumn?: string | null;
  readonly positiveValue?: string | null;
  readonly positiveValues?: readonly string[] | null;
  readonly unknownValues?: readonly string[] | null;
  readonly rule?: { readonly column: string; readonly operator: Comparison; readonly value: number } | null;
  readonly event?: TargetEvent | null;
  readonly words?: string | null;
}

/** What a definition needs to know about an imported column. */
export interface DefinitionColumn {
  readonly name: string;
  readonly type: string;
  readonly role: string;
  readonly missingCount: number;
  readonly distinctCount: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly topValues: readonly { readonly value: string; readonly count: number }[];
}
