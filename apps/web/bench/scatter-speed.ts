import { build } from 'vite';
import { launchBrowser } from '../test/launch-browser';

// pnpm --filter @holdfast/web scatter-speed [FRAMES]: how many pictures a second the map of customers draws while it is
// moved, by WebGL and by the plain canvas, in a headless browser; each is waited for, so that nothing is left in a queue.

const FRAMES = Number(process.argv[2] ?? 60);
const ENTRY = new URL('./painters.ts', import.meta.url).pathname;

/** The painters as a script for a page that has nothing else. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: ENTRY, formats: ['iife'], name: 'painters' } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error('nothing was built');
  return first.output[0].code;
}

/** Runs in the page: pictures a second, and the longest that one took in milliseconds. */
async function measure({
  points,
  kind,
  frames,
}: {
  points: number;
  kind: 'webgl' | 'canvas';
  frames: number;
}) {
  const { painters } = globalThis as unknown as {
    painters: typeof import('./painters');
  };
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [900, 420];
  document.body.replaceChildren(canvas);
  const painter =
    kind === 'webgl'
      ? painters.createWebglPainter(canvas, () => undefined)
      : painters.createCanvasPainter(canvas);
  if (!painter) throw new Error('there is no WebGL here');
  const bell = () => Math.random() + Math.random() + Math.random() - 1.5;
  const segment = Uint8Array.from({ length: points }, (_, i) => i % 6);
  const x = Float32Array.from(segment, (of) => 150 + 120 * of + 60 * bell());
  const y = Float32Array.from(segment, (of) => 210 + 90 * (of % 2 ? 1 : -1) + 60 * bell());
  painter.load({ x, y, segment });
  const size = { width: 900, height: 420 };
  const colours = [
    '44, 85, 164',
    '238, 95, 182',
    '102, 130, 3',
    '156, 88, 97',
    '51, 150, 146',
    '151, 107, 230',
  ];
  const gl = kind === 'webgl' ? canvas.getContext('webgl') : null;
  let longest = 0;
  const started = performance.now();
  for (let frame = 0; frame < frames; frame++) {
    const before = performance.now();
    painter.paint({
      ...{ ...size, ratio: 1, zoom: 1.5, left: -100 - frame, top: -60, selected: null },
      size: painters.markSize(points, 1.5),
      opacity: painters.markOpacity(points, 1.5, size),
      colours: colours.map((colour) => `rgb(${colour})`),
    });
    // Answers when the picture is complete.
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    if (!gl) canvas.getContext('2d')!.getImageData(0, 0, 1, 1);
    longest = Math.max(longest, performance.now() - before);
    await new Promise(requestAnimationFrame);
  }
  return { perSecond: (1000 * frames) / (performance.now() - started), longest };
}

const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  await page.setContent('<body></body>');
  await page.addScriptTag({ content: await bundle() });
  console.log(['points', 'drawn by', 'pictures a second', 'longest, ms'].join('\t'));
  for (const points of [20_000, 50_000, 200_000, 1_000_000]) {
    for (const kind of ['webgl', 'canvas'] as const) {
      const { perSecond, longest } = await page.evaluate(measure, { points, kind, frames: FRAMES });
      console.log([points, kind, perSecond.toFixed(1), longest.toFixed(0)].join('\t'));
    }
  }
} finally {
  await browser.close();
}
