/** A message about what happened, and what can be done about it: something to run, or somewhere to go. */
interface Message {
  readonly text: string;
  readonly action?: string;
  readonly run?: () => void | Promise<void>;
  readonly href?: string;
  /** A few words for the title of the tab, for those who look elsewhere. */
  readonly title?: string;
}

const SHOWN_MS = 20_000;

/** What happened, on whatever screen; the next one replaces it. */
class Toast {
  message = $state.raw<Message>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(message: Message): void {
    this.message = message;
    this.resume();
  }

  /** Nobody is hurried who is about to use it. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  resume(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lapse(), SHOWN_MS);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.message = undefined;
  }

  /** It waits for those who are at another tab. */
  #lapse(): void {
    if (document.visibilityState === 'visible') this.dismiss();
    else this.resume();
  }
}

/** What was just done here, and how to take it back. */
export const toast = new Toast();

/** What came of work that others did: jobs, the connection. It stands beside the toast and replaces none. */
export const news = new Toast();
