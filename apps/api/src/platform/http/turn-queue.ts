/** How many are worked on at a time, and how long others may wait. */
export interface TurnLimits {
  /** Of one sender. */
  readonly ofSender: number;
  /** Of all senders together, as things are. */
  readonly together: () => number;
  /** How many requests of one sender may wait. */
  readonly waiting: number;
  /** How many of all may wait whatever it takes: a page asks for dozens of things at once, and a busy machine is no reason to refuse it. */
  readonly fewest: number;
  /** Where more wait, how long a request may expect to, in milliseconds, */
  readonly waitMs: number;
  /** and how long in a burst: until more has come than can be answered for `burstMs`. */
  readonly burstWaitMs: number;
  readonly burstMs: number;
}

/** Why a request gets no turn: too many of its sender wait, or more comes from all than can be answered. */
export type NoTurn = 'ofSender' | 'ofAll';

/** A request that has a turn or waits for one. */
export interface Turn {
  /** Resolves once it is its turn; with false where it was left before. */
  readonly begun: Promise<boolean>;
  /** Ends the turn, or the wait for it. */
  leave(): void;
}

interface Waiting {
  begin(): void;
}

interface Sender {
  readonly name: string;
  readonly waiting: Waiting[];
  working: number;
}

/** A turn that ends has this share in how soon the next one is expected to. */
const WEIGHT = 1 / 32;

/**
 * Whose turn it is, where more is asked than is worked on at a time: senders take turns, and requests of one sender come in
 * their order. A request that would wait too long is refused when it comes, so that whoever waits is answered in time. A queue
 * that empties again is a burst and may be longer; one that does not only makes everybody wait (the idea of CoDel: Nichols and
 * Jacobson, Controlling Queue Delay, 2012).
 */
export class TurnQueue {
  readonly #senders = new Map<string, Sender>();
  /** Senders of whom requests wait, the next one first. */
  #rotation: Sender[] = [];
  #working = 0;
  #waiting = 0;
  /** Since when somebody has always been waiting. */
  #waitingSince = 0;
  #lastEnd = 0;
  /** How long it takes from the end of a turn to that of the next, while somebody waits. */
  #gapMs = 0;

  constructor(
    private readonly limits: TurnLimits,
    private readonly now: () => number,
  ) {}

  /** How many are worked on. */
  get working(): number {
    return this.#working;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting;
  }

  /** How long the next request of a sender would wait, in milliseconds, by how soon turns end now. */
  waitOf(name: string): number {
    const rounds = (this.#senders.get(name)?.waiting.length ?? 0) + 1;
    // In a round each sender who waits has a turn.
    return Math.min(this.#waiting + 1, rounds * Math.max(1, this.#rotation.length)) * this.#gapMs;
  }

  /** A turn for a request of a sender, at once or later; or why it gets none. */
  enter(name: string): Turn | NoTurn {
    const { ofSender, together, waiting, fewest, waitMs, burstWaitMs, burstMs } = this.limits;
    const sender = this.#senders.get(name) ?? { name, waiting: [], working: 0 };
    if (this.#working < together() && sender.working < ofSender && sender.waiting.length === 0) {
      this.#begin(sender);
      return { begun: Promise.resolve(true), leave: once(() => this.#end(sender)) };
    }
    if (sender.waiting.length >= waiting) return 'ofSender';
    if (this.#waiting < fewest) return this.#wait(sender);
    const isBurst = this.#waiting === 0 || this.now() - this.#waitingSince <= burstMs;
    if (this.waitOf(name) > (isBurst ? burstWaitMs : waitMs)) {
      return this.#waiting === sender.waiting.length ? 'ofSender' : 'ofAll';
    }
    return this.#wait(sender);
  }

  #wait(sender: Sender): Turn {
    this.#senders.set(sender.name, sender);
    if (this.#waiting++ === 0) this.#waitingSince = this.#lastEnd = this.now();
    if (sender.waiting.length === 0) this.#rotation.push(sender);
    let settle: (begun: boolean) => void;
    const begun = new Promise<boolean>((resolve) => (settle = resolve));
    let hasBegun = false;
    const place: Waiting = {
      begin: () => {
        hasBegun = true;
        settle(true);
      },
    };
    sender.waiting.push(place);
    const leave = once(() => {
      if (hasBegun) return this.#end(sender);
      sender.waiting.splice(sender.waiting.indexOf(place), 1);
      this.#waiting--;
      if (sender.waiting.length === 0) this.#rotation = this.#rotation.filter((other) => other !== sender);
      this.#forget(sender);
      settle(false);
    });
    return { begun, leave };
  }

  #begin(sender: Sender): void {
    this.#senders.set(sender.name, sender);
    sender.working++;
    this.#working++;
  }

  #end(sender: Sender): void {
    sender.working--;
    this.#working--;
    if (this.#waiting > 0) {
      const now = this.now();
      const gap = now - this.#lastEnd;
      this.#gapMs += this.#gapMs === 0 ? gap : (gap - this.#gapMs) * WEIGHT;
      this.#lastEnd = now;
    }
    this.#forget(sender);
    this.#next();
  }

  /** Gives turns to those who wait, as many as there may be. */
  #next(): void {
    while (this.#working < this.limits.together()) {
      const at = this.#rotation.findIndex(({ working }) => working < this.limits.ofSender);
      if (at === -1) return;
      const [sender] = this.#rotation.splice(at, 1) as [Sender];
      const place = sender.waiting.shift()!;
      this.#waiting--;
      if (sender.waiting.length > 0) this.#rotation.push(sender);
      this.#begin(sender);
      place.begin();
    }
  }

  #forget(sender: Sender): void {
    if (sender.working === 0 && sender.waiting.length === 0) this.#senders.delete(sender.name);
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
