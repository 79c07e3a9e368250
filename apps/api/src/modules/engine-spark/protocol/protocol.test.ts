import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DescMessage } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { fromBuffer, type Options, type ZipFile } from 'yauzl';
import { findSpark } from '../../../../../../scripts/spark-server.mjs';
import { file_spark_connect } from './generated/spark-connect_pb.js';

const home = findSpark();
const ours = readFileSync(join(import.meta.dirname, 'spark-connect.proto'), 'utf8');

describe('our part of the protocol', () => {
  it('is what the code was generated from', () => {
    const generated = file_spark_connect.messages.flatMap(fieldsOf).sort();
    const fields = membersOf(ours).flatMap((member) => /^(?!.*enum).* = \d+(?= \()/.exec(member)?.[0] ?? []);
    expect(fields.sort()).toEqual(generated);
  });

  it.skipIf(home === null)(
    'is that of the server, to the name and number of each member (skipped where `npm run spark` has not fetched it)',
    async () => {
      const jars = join(home!, 'jars');
      const jar = readdirSync(jars).find((name) => name.startsWith('spark-connect_'))!;
      const theirs = new Set((await protocolOf(readFileSync(join(jars, jar)))).flatMap(membersOf));
      const members = membersOf(ours);
      expect(members.length).toBeGreaterThan(60);
      expect(members.filter((member) => !theirs.has(member))).toEqual([]);
    },
  );
});

/** Every member of a file, such as `Message.oneof of name = 1 (type)`; of a service, its calls. */
function membersOf(source: string): string[] {
  const tokens = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').match(/"[^"]*"|[\w.]+|[^\s\w.]/g) ?? [];
  const members: string[] = [];
  const path: string[] = [];
  let statement: string[] = [];
  for (const token of tokens) {
    if (token === '{') {
      members.push(...memberOf(path, statement));
      path.push(statement.join(' '));
    } else if (token === '}') path.pop();
    else if (token === ';') members.push(...memberOf(path, statement));
    else {
      statement.push(token);
      continue;
    }
    statement = [];
  }
  return members;
}

function memberOf(path: readonly string[], statement: readonly string[]): string[] {
  const within = path.map((part) => part.replace('message ', '')).join('.');
  if (statement[0] === 'rpc') return [`${within} ${statement.join(' ').replaceAll('spark.connect.', '')}`];
  const equals = statement.indexOf('=');
  if (path.length === 0 || equals < 1 || ['option', 'reserved'].includes(statement[0]!)) return [];
  const type = statement
    .slice(0, equals - 1)
    .join(' ')
    .replaceAll('spark.connect.', '');
  return [`${within} ${statement[equals - 1]} = ${statement[equals + 1]} (${type})`];
}

function fieldsOf(message: DescMessage): string[] {
  const at = message.typeName.replace('spark.connect.', '');
  const fields = message.fields.map(
    ({ name, number, oneof }) => `${at}${oneof ? `.oneof ${oneof.name}` : ''} ${name} = ${number}`,
  );
  return [...fields, ...message.nestedMessages.flatMap(fieldsOf)];
}

/** The files of the protocol that a server's jar carries. */
async function protocolOf(jar: Buffer): Promise<string[]> {
  const open = promisify<Buffer, Options, ZipFile>(fromBuffer);
  const zip = await open(jar, { lazyEntries: true });
  const files: string[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry) => {
      if (!/^spark\/connect\/\w+\.proto$/.test(entry.fileName)) return zip.readEntry();
      zip.openReadStream(entry, async (error, stream) => {
        if (error) return reject(error);
        files.push(Buffer.concat(await stream.toArray()).toString('utf8'));
        zip.readEntry();
      });
    });
    zip.readEntry();
  });
  return files;
}
