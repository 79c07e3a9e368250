/** A place in a picture, in pixels. */
export type Place = readonly [x: number, y: number];

/** Pixels between two corners of a shape, and how many corners make one. */
const STEP = 4;
const FEWEST = 4;

/** Where in the element a pointer is. */
export function placeOf(event: MouseEvent): Place {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** A shape that is drawn by dragging. */
export class Lasso {
  /** The line so far; empty while none is drawn. */
  line = $state.raw<readonly Place[]>([]);
  #drew = false;

  /** `ondraw` is called with the corners of each shape; undefined where none can be drawn. */
  constructor(readonly ondraw: () => ((corners: readonly Place[]) => void) | undefined) {}

  begin(event: PointerEvent): void {
    // A finger scrolls the page.
    if (this.ondraw() && event.pointerType !== 'touch' && event.button === 0) this.line = [placeOf(event)];
  }

  move(event: PointerEvent): void {
    const last = this.line.at(-1);
    if (last === undefined) return;
    const [x, y] = placeOf(event);
    if (Math.hypot(x - last[0], y - last[1]) < STEP) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.line = [...this.line, [x, y]];
  }

  end(): void {
    this.#drew = this.line.length > FEWEST;
    if (this.#drew) this.ondraw()?.(this.line);
    this.line = [];
  }

  cancel = (): void => {
    this.line = [];
  };

  /** Whether the click that follows only ended a shape. */
  tookClick(): boolean {
    const drew = this.#drew;
    this.#drew = false;
    return drew;
  }
}

/** The closed path around some corners. */
export function outlineOf(corners: readonly Place[]): string {
  return `M${corners.map((corner) => corner.join()).join('L')}Z`;
}
