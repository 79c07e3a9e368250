import type { GraphQLSchema } from 'graphql';
import type { CallContext } from '../platform/call/call-context.js';
import { askSchema } from './ask-schema.js';

/** How a file is read, before anything of it is stored: what any integrator gets from the same query. */
export interface FileReading {
  readonly fileName: string;
  readonly isDelimited: boolean;
  readonly sheet: string | null;
  readonly dialect: {
    readonly delimiter: string;
    readonly encoding: string;
    readonly hasHeader: boolean;
    readonly decimalSeparator: string;
    readonly dateFormat: string | null;
  };
  /** How purchases are rolled up; null for a file of customers. */
  readonly transactions: { readonly observationDate: string; readonly churnAfterDays: number } | null;
  readonly columns: readonly ColumnReading[];
  /** Exact if the file was read to its end, otherwise null. */
  readonly rowCount: number | null;
  /** By what became of them; null for what the file cannot have. */
  readonly lines: Readonly<Record<LineKind, number | null>>;
  readonly warnings: readonly string[];
}

/** What a column is for, and why. */
export interface ColumnReading {
  readonly name: string;
  readonly suggestedRole: string;
  readonly reason: string;
}

const LINE_KINDS = [
  ...(['customers', 'purchases', 'leftOut', 'header', 'aboveHeader'] as const),
  ...(['repeats', 'blank', 'rejected', 'continued'] as const),
] as const;

/** What becomes of a line of a file. */
export type LineKind = (typeof LINE_KINDS)[number];

const QUERY = `
  query Reading($uploadId: ID!) {
    uploadPreview(uploadId: $uploadId) {
      fileName
      isDelimited
      sheet
      dialect { delimiter encoding hasHeader decimalSeparator dateFormat }
      transactions { observationDate churnAfterDays }
      columns { name suggestedRole reason }
      rowCount
      lines { ${LINE_KINDS.join(' ')} }
      warnings
    }
  }
`;

/** Previews an upload by the schema in this process, as the operator who started it. @throws AppError for a bad file */
export async function readFileReading(
  schema: GraphQLSchema,
  call: CallContext,
  uploadId: string,
): Promise<FileReading> {
  const asked = { uploadId };
  return (await askSchema<{ uploadPreview: FileReading }>(schema, call, QUERY, asked)).uploadPreview;
}
