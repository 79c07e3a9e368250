/** Who did it: as operators know them, and their global id; null for somebody who was not recognised. */
export interface Actor {
  readonly name: string;
  readonly id: string | null;
}

/** What somebody is about to do, or was kept from. It holds no data of customers: neither their ids nor what was sent. */
export interface Act {
  readonly actor: Actor;
  /** A name of ours, such as "upsertCustomers" or "export customers.csv". */
  readonly action: string;
  /** The global id of what it is about. */
  readonly subject?: string | null;
  /** The key of the dataset that it is about. */
  readonly datasetId?: string | null;
  /** Where it came from; null on the server itself. */
  readonly address: string | null;
}

/** What came of it. UNKNOWN: nobody can say whether it was done, or how much of it. */
export interface Settlement {
  readonly outcome: 'DONE' | 'REFUSED' | 'FAILED' | 'UNKNOWN';
  /** Why not, as the codes that the caller was answered with. */
  readonly codes: readonly string[];
  /** What it was about, where that is known only now. */
  readonly subject?: string | null;
  readonly datasetId?: string | null;
}

/** Something that is being done. */
export interface OpenAct {
  /** Notes what came of it. Never throws: what is done is done, and what cannot be written yet is tried again. */
  settle(settlement: Settlement): Promise<void>;
}

/** Who did what, when and from where: rows that can be added and never changed. The slice `audit` keeps it. */
export interface AuditTrail {
  /**
   * Notes on the disk that something is about to be done, before it is. Whoever cannot be noted must not do it.
   * @throws whatever kept it from being written, and the reason of `signal` once that aborts
   */
  open(act: Act, signal?: AbortSignal): Promise<OpenAct>;
  /** Notes what has been done, before it is answered. @throws whatever kept it from being written */
  record(act: Act, settlement: Settlement): Promise<void>;
  /**
   * Notes what was refused before anything was done: at most once a minute for an actor, address, action and code, and a
   * hundred each of strangers and of others, so that nobody fills the disk by what they may not do. Never throws, and waits for nothing.
   */
  noteRefusal(act: Act, code: string): void;
}
