import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { graphql } from 'cm6-graphql';
import type { GraphQLSchema } from 'graphql';
import { say } from './messages';

/** What an editor is made of. */
export interface EditorParts {
  readonly parent: HTMLElement;
  readonly text: string;
  /** What it is called. */
  readonly label: string;
  /** What it completes and checks by. */
  readonly schema: GraphQLSchema;
  readonly onchange: (text: string) => void;
  /** Ctrl or ⌘ with Enter. */
  readonly onrun: () => void;
  /** Ctrl or ⌘ with a click on a name: the type that has it. */
  readonly onask: (type: string) => void;
}

/** Colours of our own, which follow the theme. The letters are those of what the editor stands in. */
const theme = EditorView.theme({
  '&': { backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: 'var(--text-14)', height: '100%' },
  '&.cm-focused': {
    outlineWidth: '2px',
    outlineStyle: 'solid',
    outlineColor: 'var(--accent)',
    outlineOffset: '2px',
  },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: '1.5', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: 'var(--space-8) 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-tooltip': {
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'var(--line-strong)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    boxShadow: 'var(--shadow)',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--accent-ink)',
  },
  '.cm-completionDetail': { color: 'inherit' },
  '.cm-completionInfo': { maxWidth: '24rem', whiteSpace: 'pre-line' },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword], color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.variableName, tags.attributeName], color: 'var(--medium)' },
  {
    tag: [tags.string, tags.integer, tags.float, tags.bool, tags.null, tags.special(tags.name)],
    color: 'var(--low)',
  },
  { tag: tags.lineComment, color: 'var(--ink-3)' },
]);

/** Opens an editor of GraphQL documents. Tab leaves it, as every other field. */
export function openEditor({ parent, text, label, schema, onchange, onrun, onask }: EditorParts): EditorView {
  const keys = { 'Mod-Enter': onrun };
  const own = Object.entries(keys).map(([key, does]) => ({
    key,
    run: () => {
      does();
      return true;
    },
  }));
  const state = EditorState.create({
    doc: text,
    extensions: [
      history(),
      closeBrackets(),
      bracketMatching(),
      autocompletion(),
      // Before the others: Enter with Ctrl begins a new line in the default keys.
      keymap.of([...own, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      graphql(schema, {
        onShowInDocs: (_field, type, parentType) =>
          onask(parentType ?? type ?? schema.getQueryType()?.name ?? ''),
      }),
      EditorState.phrases.of(say().editor),
      theme,
      syntaxHighlighting(colours),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of(
        ({ docChanged, state: { doc } }) => docChanged && onchange(doc.toString()),
      ),
    ],
  });
  return new EditorView({ parent, state });
}
