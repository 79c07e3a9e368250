import { BEHIND, type Cloud, type Painter, type Scene } from './painter';

/** Draws points as squares, without a graphics card: some 50,000 of them fluently. */
export function createCanvasPainter(canvas: HTMLCanvasElement): Painter {
  const context = canvas.getContext('2d')!;
  let cloud: Cloud = { x: new Float32Array(), y: new Float32Array(), segment: new Uint8Array() };
  return {
    kind: 'canvas',
    load: (points) => {
      cloud = points;
    },
    paint: (scene) => paint(context, cloud, scene),
    close: () => undefined,
  };
}

function paint(context: CanvasRenderingContext2D, { x, y, segment }: Cloud, scene: Scene): void {
  const { width, height, ratio, zoom, left, top, size, opacity, colours, selected } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const half = size / 2;
  // The segment that stands out is drawn last. One colour after the other: a change of colour costs more than a mark.
  const order = colours
    .map((_, index) => index)
    .sort((a, b) => Number(a === selected) - Number(b === selected));
  for (const drawn of order) {
    context.fillStyle = colours[drawn]!;
    context.globalAlpha = selected === null || selected === drawn ? opacity : opacity * BEHIND;
    for (let i = 0; i < x.length; i++) {
      if (segment[i] !== drawn) continue;
      const px = x[i]! * zoom + left;
      const py = y[i]! * zoom + top;
      if (px < -size || py < -size || px > width + size || py > height + size) continue;
      context.fillRect(px - half, py - half, size, size);
    }
  }
}
