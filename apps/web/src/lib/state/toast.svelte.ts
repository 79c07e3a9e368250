/** A message about what was just done, with what takes it back. */
interface Message {
  readonly text: string;
  readonly action: string;
  readonly run: () => void | Promise<void>;
}

const SHOWN_MS = 20_000;

/** What was just done, on whatever screen; the next one replaces it. */
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
    this.#timer = setTimeout(() => this.dismiss(), SHOWN_MS);
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.message = undefined;
  }
}

/** The toast of this page. */
export const toast = new Toast();
