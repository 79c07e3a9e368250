/**
 * Compiles every kernel of src/kernels/assembly into a TypeScript module with its bytes and its typed exports.
 *
 *   pnpm kernels            writes src/kernels/generated
 *   pnpm kernels --check    writes nothing, and fails where what is there is not what the sources give
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main as compile } from 'assemblyscript/asc';

const kernels = new URL('../src/kernels/', import.meta.url);
const sources = new URL('assembly/', kernels);
const generated = new URL('generated/', kernels);
const banner = (name) =>
  `// Built by \`pnpm kernels\` from assembly/${name}.ts: change that file, not this one.\n`;

const OPTIONS = [
  ...['--runtime', 'stub', '--optimizeLevel', '3', '--noAssert', '--use', 'abort='],
  // Memory comes from the caller, of any size up to 4 GiB; kernels keep no data of their own in it.
  ...['--importMemory', '--initialMemory', '0', '--maximumMemory', '65536', '--noExportMemory'],
  ...['--enable', 'simd', '--disable', 'bulk-memory'],
];

/** @returns the bytes of one compiled kernel; throws with the compiler's own words. */
async function compileKernel(name) {
  let bytes;
  const { error, stderr } = await compile([`${name}.ts`, '--outFile', 'kernel.wasm', ...OPTIONS], {
    readFile: (path) => (path.startsWith('node_modules') || path.startsWith('~') ? null : readSource(path)),
    writeFile: (path, contents) => {
      if (path.endsWith('.wasm')) bytes = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${name}: ${error.message}\n${stderr.toString()}`);
  return bytes;
}

function readSource(path) {
  try {
    return readFileSync(new URL(path, sources), 'utf8');
  } catch {
    return null;
  }
}

/** The exported functions of a source, as members of a TypeScript interface with their doc comments. */
function declareExports(source) {
  const pattern = /((?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)export function (\w+)\(([^)]*)\): (\w+)/g;
  return [...source.matchAll(pattern)].map(([, comment, name, parameters, result]) => {
    const typed = parameters
      .split(',')
      .map((parameter) => parameter.trim())
      .filter(Boolean)
      .map((parameter) => parameter.replace(/: (\w+)/, (_, type) => `: ${hostType(type)}`));
    const indented = comment.replaceAll(/^/gm, '  ').trimEnd();
    return `${indented ? `${indented}\n` : ''}  ${name}(${typed.join(', ')}): ${hostType(result)};\n`;
  });
}

function hostType(type) {
  if (type === 'void') return 'void';
  return type === 'i64' || type === 'u64' ? 'bigint' : 'number';
}

function camelCase(name) {
  return name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

async function renderKernel(name) {
  const bytes = await compileKernel(name);
  const variable = camelCase(name);
  const type = `${variable[0].toUpperCase()}${variable.slice(1)}Exports`;
  return [
    banner(name),
    "import type { Kernel } from '../kernel.js';\n\n",
    `export interface ${type} {\n${declareExports(readSource(`${name}.ts`)).join('')}}\n\n`,
    `/** ${bytes.length} bytes of WebAssembly. */\n`,
    `export const ${variable}Kernel: Kernel<${type}> = {\n  name: '${name}',\n`,
    `  base64:\n    '${Buffer.from(bytes).toString('base64')}',\n};\n`,
  ].join('');
}

const check = process.argv.includes('--check');
const names = readdirSync(sources, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => entry.name.slice(0, -3));
mkdirSync(generated, { recursive: true });
const stale = readdirSync(generated).filter((file) => !names.includes(file.slice(0, -3)));
for (const name of names) {
  const path = fileURLToPath(new URL(`${name}.ts`, generated));
  const text = await renderKernel(name);
  if (!check) writeFileSync(path, text);
  else if (text !== readOrEmpty(path)) stale.push(`${name}.ts`);
}
if (stale.length > 0) {
  console.error(
    `src/kernels/generated is not what the sources give: ${stale.join(', ')}; run \`pnpm kernels\``,
  );
  process.exitCode = 1;
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
