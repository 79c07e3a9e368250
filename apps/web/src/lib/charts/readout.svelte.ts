import { movedBy } from './reading';

/** Which mark of a chart is read: the one under the pointer, or the one that the arrow keys have come to. */
export class Readout {
  /** -1 for none. */
  place = $state(-1);
  /** Whether the keys led here, so that it is said aloud. */
  byKey = $state(false);

  /** `count` is how many marks there are. */
  constructor(readonly count: () => number) {}

  point(place: number): void {
    [this.place, this.byKey] = [place, false];
  }

  leave = (): void => {
    this.place = -1;
  };

  keydown = (event: KeyboardEvent): void => {
    const moved = this.count() === 0 ? null : movedBy(event.key, this.place, this.count());
    if (moved === null) return;
    event.preventDefault();
    [this.place, this.byKey] = [moved, true];
  };
}
