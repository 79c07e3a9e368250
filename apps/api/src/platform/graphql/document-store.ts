import type { DocumentNode } from 'graphql';

/** How many documents are kept; clients that send their values as variables have a few dozen. */
const MAX_DOCUMENTS = 500;

/**
 * Documents that were parsed and validated, so that this is not done for every request: those used last. Apollo's own
 * store keeps 30 MB of their text, which is four times as much in memory once clients write values into their queries.
 */
export class DocumentStore {
  readonly #documents = new Map<string, DocumentNode>();

  constructor(private readonly most = MAX_DOCUMENTS) {}

  async get(key: string): Promise<DocumentNode | undefined> {
    const document = this.#documents.get(key);
    if (document !== undefined) this.#keep(key, document);
    return document;
  }

  async set(key: string, document: DocumentNode): Promise<void> {
    this.#keep(key, document);
    if (this.#documents.size <= this.most) return;
    const [oldest] = this.#documents.keys();
    this.#documents.delete(oldest!);
  }

  async delete(key: string): Promise<boolean> {
    return this.#documents.delete(key);
  }

  /** A map keeps its order: what was used last goes to the end. */
  #keep(key: string, document: DocumentNode): void {
    this.#documents.delete(key);
    this.#documents.set(key, document);
  }
}
