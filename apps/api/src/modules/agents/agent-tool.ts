import type { DocumentNode } from 'graphql';
import type { z } from 'zod';

/** One thing that an agent can do: a GraphQL operation with a name, and what an agent has to know of it. */
export interface AgentTool<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** A verb and a noun, e.g. `list_segments`. */
  readonly name: string;
  readonly title: string;
  /** What it answers, in which units, and when to use it. */
  readonly description: string;
  readonly input: Shape;
  /** Whether it changes something. */
  readonly writes: boolean;
  readonly document: DocumentNode;
  /** The variables of the document, from what the agent gave. */
  variables(input: z.infer<z.ZodObject<Shape>>): Readonly<Record<string, unknown>>;
}

/** A tool whose variables are typed by its input. */
export function defineTool<Shape extends z.ZodRawShape>(tool: AgentTool<Shape>): AgentTool {
  return tool as unknown as AgentTool;
}
