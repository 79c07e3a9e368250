import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import sax from 'sax';
import { damaged } from './container-errors.js';

/** Most characters of an attribute or a comment. */
Object.assign(sax, { MAX_BUFFER_LENGTH: 1_000_000 });

/** The attributes of an element, by their names as they are written. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** What is told while XML is read. Names of elements are without their prefix. */
export interface XmlEvents {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
}

/**
 * Reads XML chunk by chunk; after each, what it told can be taken. Entities other than those of XML itself are refused,
 * so that a text cannot grow.
 * @throws AppError DAMAGED_FILE, and what the handlers throw
 */
export async function* readXml(source: Readable, events: Partial<XmlEvents>): AsyncGenerator<void> {
  const parser = sax.parser(true);
  parser.onopentag = ({ name, attributes }) => events.open?.(localName(name), attributes as XmlAttributes);
  parser.onclosetag = (name) => events.close?.(localName(name));
  parser.ontext = (text) => events.text?.(text);
  parser.oncdata = (text) => events.text?.(text);
  parser.onerror = ({ message }) => {
    throw damaged(`its XML cannot be read (${message.split('\n')[0]})`);
  };
  const decoder = new StringDecoder('utf8');
  for await (const chunk of source) {
    parser.write(decoder.write(chunk as Buffer));
    yield;
  }
  parser.write(decoder.end()).close();
  yield;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
