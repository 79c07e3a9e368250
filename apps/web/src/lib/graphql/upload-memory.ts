/** Where uploads of this browser are noted: the page's storage, which outlives a reload. */
type Notes = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Remembers at which address a file was being uploaded, so that whoever chooses the same one again continues it. */
export class UploadMemory {
  readonly #key: string;

  constructor(
    private readonly notes: Notes,
    /** Two files are the same where name, size and time of the last change are. */
    { name, size, lastModified }: Pick<File, 'name' | 'size' | 'lastModified'>,
  ) {
    this.#key = `upload ${size} ${lastModified} ${name}`;
  }

  get address(): string | null {
    return this.notes.getItem(this.#key);
  }

  remember(address: string): void {
    try {
      this.notes.setItem(this.#key, address);
    } catch {
      // A full storage: it cannot be continued after a reload.
    }
  }

  forget(): void {
    this.notes.removeItem(this.#key);
  }
}
