import { describe, expect, it } from 'vitest';
import { type RecordPlace, RecordScanner } from './record-scanner.js';

function scan(text: string, chunkSize = text.length || 1): { text: string; line: number; fields: number }[] {
  const bytes = Buffer.from(text);
  const places: RecordPlace[] = [];
  const scanner = new RecordScanner({ delimiter: ',', quote: '"' }, (place) => places.push(place));
  for (let i = 0; i < bytes.length; i += chunkSize) scanner.push(bytes.subarray(i, i + chunkSize));
  scanner.end();
  return places.map(({ offset, end, line, fields }) => ({
    text: bytes.toString('utf8', offset, end),
    line,
    fields,
  }));
}

describe('the records of delimited text', () => {
  it('end with their line', () => {
    expect(scan('a,b\n1,2\n3')).toEqual([
      { text: 'a,b', line: 1, fields: 2 },
      { text: '1,2', line: 2, fields: 2 },
      { text: '3', line: 3, fields: 1 },
    ]);
  });

  it('continue across line ends and delimiters inside quotes', () => {
    expect(scan('"x\n,""y""\n",2\n3,4\n')).toEqual([
      { text: '"x\n,""y""\n",2', line: 1, fields: 2 },
      { text: '3,4', line: 4, fields: 2 },
    ]);
  });

  it('treat a quote inside a field as a letter', () => {
    expect(scan('5" disk,1\n6,2\n').map(({ line, fields }) => [line, fields])).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('are not blank lines, which count as lines all the same', () => {
    expect(scan('a\r\n\r\n\nb\r\n').map(({ text, line }) => [text.trim(), line])).toEqual([
      ['a', 1],
      ['b', 4],
    ]);
  });

  it('open quotes after a byte order mark', () => {
    expect(scan('\ufeff"a\nb",c\n')).toHaveLength(1);
  });

  it('are the same however the bytes are cut', () => {
    const text = '\ufeffid,"né\n""e"""\r\n\r\n1,",,"\r\n2,x\n';
    const whole = scan(text);
    for (const size of [1, 2, 3, 7]) expect(scan(text, size)).toEqual(whole);
  });
});
