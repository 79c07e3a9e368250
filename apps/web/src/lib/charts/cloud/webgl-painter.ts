import { MARKER_COUNT, markerPath } from '../marker-path';
import { BEHIND, type Cloud, type Painter, type Scene } from './painter';

// The usual libraries for this compile their code in the browser (`new Function`), which the policy of the page forbids.

/** Says that what follows is code of the graphics card. */
const glsl = String.raw;

const VERTEX = glsl`
attribute vec2 place;
attribute float segment;
uniform vec4 view;
uniform float size;
uniform float only;
uniform float except_;
uniform vec3 colours[${MARKER_COUNT}];
varying vec3 colour;
varying float mark;
void main() {
  bool hidden = (only >= 0.0 && segment != only) || segment == except_;
  gl_Position = hidden ? vec4(2.0, 2.0, 2.0, 1.0) : vec4(place * view.xy + view.zw, 0.0, 1.0);
  gl_PointSize = size;
  colour = colours[int(segment)];
  mark = segment;
}`;

const FRAGMENT = glsl`
precision mediump float;
varying vec3 colour;
varying float mark;
uniform float opacity;
uniform bool shaped;
uniform sampler2D shapes;
void main() {
  float shape = shaped ? texture2D(shapes, vec2((mark + gl_PointCoord.x) / 16.0, gl_PointCoord.y)).a : 1.0;
  float alpha = opacity * shape;
  gl_FragColor = vec4(colour * alpha, alpha);
}`;

/** Marks of fewer pixels of the screen have no shape that could be told. */
const SHAPED_FROM = 6;
/** Tiles of the picture with the shapes: 16 of them, as its width is a power of two. */
const TILE = 32;

/** Draws points by WebGL, each segment with its colour and shape; null where there is no WebGL. */
export function createWebglPainter(canvas: HTMLCanvasElement, onlost: () => void): Painter | null {
  // Kept after it is drawn: the picture can leave the page.
  const gl = canvas.getContext('webgl', { antialias: false, depth: false, preserveDrawingBuffer: true });
  const program = gl && link(gl);
  if (!gl || !program) return null;
  canvas.addEventListener('webglcontextlost', onlost);
  const at = (name: string) => gl.getUniformLocation(program, name);
  const uniforms = {
    view: at('view'),
    size: at('size'),
    only: at('only'),
    except: at('except_'),
    colours: at('colours'),
    opacity: at('opacity'),
    shaped: at('shaped'),
  };
  gl.useProgram(program);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  drawShapes(gl);
  const fill = attributes(gl, program);
  let points = 0;
  return {
    kind: 'webgl',
    load: (cloud) => {
      fill(cloud);
      points = cloud.x.length;
    },
    paint: (scene) => {
      const { width, height, ratio, zoom, left, top, size, opacity, selected } = scene;
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const [sx, sy] = [2 / width, -2 / height];
      gl.uniform4f(uniforms.view, zoom * sx, zoom * sy, left * sx - 1, top * sy + 1);
      gl.uniform1f(uniforms.size, size * ratio);
      gl.uniform1i(uniforms.shaped, Number(size * ratio >= SHAPED_FROM));
      gl.uniform3fv(uniforms.colours, channels(scene));
      const draw = (only: number, except: number, covering: number) => {
        gl.uniform1f(uniforms.only, only);
        gl.uniform1f(uniforms.except, except);
        gl.uniform1f(uniforms.opacity, covering);
        gl.drawArrays(gl.POINTS, 0, points);
      };
      if (selected === null) draw(-1, -1, opacity);
      else {
        draw(-1, selected, opacity * BEHIND);
        draw(selected, -1, opacity);
      }
    },
    close: () => {
      canvas.removeEventListener('webglcontextlost', onlost);
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

function link(gl: WebGLRenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}

/** Makes room for points on the card, and returns what fills it. */
function attributes(gl: WebGLRenderingContext, program: WebGLProgram): (cloud: Cloud) => void {
  const place = gl.createBuffer();
  const segment = gl.createBuffer();
  const point = (name: string, buffer: WebGLBuffer, values: number, type: number) => {
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    const location = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, values, type, false, 0, 0);
  };
  point('place', place, 2, gl.FLOAT);
  point('segment', segment, 1, gl.UNSIGNED_BYTE);
  return ({ x, y, segment: segments }) => {
    const places = new Float32Array(2 * x.length);
    for (let i = 0; i < x.length; i++) {
      places[2 * i] = x[i]!;
      places[2 * i + 1] = y[i]!;
    }
    gl.bindBuffer(gl.ARRAY_BUFFER, place);
    gl.bufferData(gl.ARRAY_BUFFER, places, gl.STATIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, segment);
    gl.bufferData(gl.ARRAY_BUFFER, segments, gl.STATIC_DRAW);
  };
}

/** Puts the shape of each segment into a texture, side by side. */
function drawShapes(gl: WebGLRenderingContext): void {
  const sheet = document.createElement('canvas');
  [sheet.width, sheet.height] = [16 * TILE, TILE];
  const context = sheet.getContext('2d')!;
  for (let index = 0; index < MARKER_COUNT; index++)
    context.fill(new Path2D(markerPath(index, (index + 0.5) * TILE, TILE / 2, TILE / 2.6)));
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, sheet);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
}

/** The colours as red, green and blue of 0..1, room for all of them. */
function channels({ colours }: Scene): Float32Array {
  const values = new Float32Array(3 * MARKER_COUNT);
  colours.forEach((colour, index) => {
    const parts = colour.match(/[\d.]+/g) ?? [];
    for (let part = 0; part < 3; part++) values[3 * index + part] = Number(parts[part] ?? 0) / 255;
  });
  return values;
}
