import { parse } from 'svelte/compiler';

/** A node of a syntax tree. */
type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Attributes and properties of components that people read or hear. */
const SPOKEN = new Set([
  ...['aria-label', 'title', 'placeholder', 'alt', 'label', 'text', 'reading', 'hint', 'caption'],
  ...['action', 'doing', 'question', 'legend'],
]);
/** Elements whose text is no language. */
const LITERAL = new Set(['kbd', 'code', 'style', 'script']);
/** Fields of a node that name things, and say nothing. */
const NAMING = new Set(['metadata', 'css', 'source', 'key', 'typeAnnotation', 'returnType', 'typeArguments']);
const LETTERS = /\p{L}{2}/u;
/** Two words, or a capital and small letters: what is written to be read. */
const READS_AS_WORDS = /\p{L}{2,}[ ,’']+\p{L}{2,}|^\s*\p{Lu}\p{Ll}+/u;
/** Names that are the same in each language. */
const NAMES = new Set([
  ...['Holdfast', 'Edge', 'Firefox', 'Chrome', 'Safari', 'Android', 'Windows', 'Linux'],
  ...['English', 'Deutsch', 'العربية', 'Pseudo'],
]);

/** The texts that a Svelte file says itself, in its markup, its attributes or its script. */
export function findTexts(source: string): string[] {
  const found: string[] = [];
  const { fragment, instance, module } = parse(source, { modern: true }) as unknown as Record<string, Node>;
  for (const part of [fragment, instance, module]) if (part) visit(part, found);
  return found.map((text) => text.trim().replaceAll(/\s+/g, ' ')).filter((text) => !NAMES.has(text));
}

/** The texts that a TypeScript file says itself. */
export function findTextsInScript(source: string): string[] {
  return findTexts(`<script lang="ts">\n${source}\n</script>`);
}

function visit(node: Node, found: string[]): void {
  if (node.type.startsWith('TS') && !('expression' in node)) return;
  if (LITERAL.has(String(node.name)) && node.type === 'RegularElement') return;
  if (node.type === 'Text' && LETTERS.test(String(node.data))) found.push(String(node.data));
  if (node.type === 'Attribute') {
    visitAttribute(node, found);
    return;
  }
  if (isNoSpeech(node)) return;
  const said = saidBy(node);
  if (READS_AS_WORDS.test(said)) found.push(said);
  for (const [name, value] of Object.entries(node)) if (!NAMING.has(name)) visitAll(value, found);
}

function visitAll(value: unknown, found: string[]): void {
  for (const one of Array.isArray(value) ? value : [value])
    if (one !== null && typeof one === 'object' && typeof (one as Node).type === 'string')
      visit(one as Node, found);
}

/** What an attribute says in words of its own is for people only where its name says so; expressions are looked into. */
function visitAttribute({ name, value }: Node, found: string[]): void {
  const spoken = SPOKEN.has(String(name));
  for (const part of Array.isArray(value) ? (value as Node[]) : [value as Node | true]) {
    if (part === true) continue;
    if (part.type !== 'Text') visit(part, found);
    else if (spoken && LETTERS.test(String(part.data))) found.push(String(part.data));
  }
}

function saidBy(node: Node): string {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateElement') return (node.value as { cooked: string }).cooked;
  return '';
}

/** Looks, what something is compared with, what is asked of the API, and code, which is tagged, are not said to anybody. */
function isNoSpeech({ type, operator, callee }: Node): boolean {
  if (type === 'StyleDirective' || type === 'TaggedTemplateExpression') return true;
  if (type === 'CallExpression') return (callee as Node).name === 'graphql';
  return type === 'BinaryExpression' && ['===', '!=='].includes(String(operator));
}
