/** Many texts in little memory: their bytes in a row, and where each ends. */
export class StringPool {
  #bytes = Buffer.alloc(64 * 1024);
  #ends = new Uint32Array(1024);
  #count = 0;

  add(text: string): void {
    const start = this.#startOf(this.#count);
    const room = start + 3 * text.length;
    if (room > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(2 * room);
      this.#bytes.copy(grown, 0, 0, start);
      this.#bytes = grown;
    }
    if (this.#count === this.#ends.length) {
      const grown = new Uint32Array(2 * this.#count);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#ends[this.#count++] = start + this.#bytes.write(text, start);
  }

  /** The text with a number, from 0; undefined if there is none. */
  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined;
    return this.#bytes.toString('utf8', this.#startOf(index), this.#ends[index]);
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1]!;
  }
}
