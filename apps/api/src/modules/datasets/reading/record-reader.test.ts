import { describe, expect, it } from 'vitest';
import { isBalanced, type ReadResult, readBytes } from '../../../../test/read-bytes.js';

const NO_CLOSING = 'expected a closing quote, found none';
const NO_OPENING = 'expected an opening quote, found a closing one alone';

async function read(text: string | Buffer, given = {}): Promise<ReadResult> {
  const result = await readBytes(text, given);
  expect(isBalanced(result), JSON.stringify(result.lines)).toBe(true);
  return result;
}

/** Customers K0, K1, … with a city, an age and a plan. */
function customers(
  count: number,
  write = (fields: readonly string[], _row: number) => fields.join(','),
): string[] {
  const cities = ['Graz', 'Kiel', 'Lund', 'Brno', 'Gent'];
  return [
    'customer_id,city,age,plan',
    ...Array.from({ length: count }, (_, i) =>
      write([`K${i}`, cities[i % 5]!, String(20 + (i % 50)), i % 3 ? 'basic' : 'pro'], i),
    ),
  ];
}

describe('line ends', () => {
  const plain = customers(40);
  it.each([
    ['LF', (i: number) => '\n'.repeat(1 + 0 * i)],
    ['CRLF', () => '\r\n'],
    ['CR alone', () => '\r'],
    ['CRLF in the header alone', (i: number) => (i === 0 ? '\r\n' : '\n')],
    ['one LF among CRLF', (i: number) => (i === 20 ? '\n' : '\r\n')],
    ['all three in turn', (i: number) => ['\n', '\r\n', '\r'][i % 3]!],
  ])('%s give the same rows', async (_what, end) => {
    const expected = await read(plain.join('\n'));
    const { rows, rejected } = await read(plain.map((line, i) => line + end(i)).join(''));
    expect(rows).toEqual(expected.rows);
    expect(rows).toHaveLength(40);
    expect(rejected).toEqual([]);
  });

  it('of the last line may be left out', async () => {
    expect((await read('id,a\n1,2\n3,4')).rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('inside a cell become line feeds', async () => {
    const { rows, places } = await read('id,note,x\r\n1,"a\r\nb\rc",5\r\n2,d,6\r\n');
    expect(rows).toEqual([
      ['1', 'a\nb\nc', '5'],
      ['2', 'd', '6'],
    ]);
    expect(places).toEqual([
      [2, 3],
      [5, 1],
    ]);
  });

  it('do not depend on how the bytes are cut', async () => {
    const text = '\ufeffid,note,x\r\n1,"né\r\n""e""",5\r\n\r\n2,",,",6\r3,"open,7\r\n4,d,8\r\n5,a;b,9';
    const whole = await read(text);
    expect(whole.rows).toHaveLength(4);
    for (const size of [1, 2, 3, 7]) {
      const cut = await readBytes(text, {}, size);
      expect(cut.rows).toEqual(whole.rows);
      expect(cut.lines).toEqual(whole.lines);
      expect(cut.rejected).toEqual(whole.rejected);
    }
  });
});

describe('a stray quote', () => {
  it('costs its own row', async () => {
    const lines = customers(1000);
    lines[500] = lines[500]!.replace(/,(\w+)/, ',"$1');
    const { rows, rejected } = await read(`${lines.join('\n')}\n`);
    expect(rejected).toEqual([[501, NO_CLOSING]]);
    expect(rows).toHaveLength(999);
    expect(rows.every((row) => /^K\d+$/.test(row[0]!) && /^\w+$/.test(row[1]!))).toBe(true);
  });

  it('and its partner far below cost two rows', async () => {
    const lines = customers(1000);
    lines[10] = lines[10]!.replace(/,(\w+)/, ',"$1');
    lines[700] = lines[700]!.replace(/,(\w+)/, ',$1"');
    const { rows, rejected } = await read(lines.join('\r\n'));
    expect(rejected).toEqual([
      [11, NO_CLOSING],
      [701, NO_OPENING],
    ]);
    expect(rows).toHaveLength(998);
  });

  it('costs as much in a file of five rows', async () => {
    const { rows, rejected } = await read(
      'customer_id,city,age\nA,Graz,30\nB,"Kiel,40\nC,Lund,50\nD,Brno",60\nE,Gent,70\n',
    );
    expect(rows.map(([id]) => id)).toEqual(['A', 'C', 'E']);
    expect(rejected.map(([line]) => line)).toEqual([3, 5]);
  });

  it.each([3, 7, 20])('in every one of %i rows costs these rows', async (step) => {
    const lines = customers(200, (fields, i) =>
      i % step === 0 ? `${fields[0]},"${fields[1]},${fields[2]},${fields[3]}` : fields.join(','),
    );
    const { rows, rejected } = await read(lines.join('\n'));
    expect(rejected).toHaveLength(Math.ceil(200 / step));
    expect(rows).toHaveLength(200 - rejected.length);
  });

  it('in a file where every cell is quoted costs its own row', async () => {
    const lines = customers(60, (fields) => fields.map((field) => `"${field}"`).join(','));
    lines[5] = lines[5]!.replace('"Gent"', '"Gent');
    lines[9] = lines[9]!.replace(/"$/, '');
    lines[20] = lines[20]!.replace('"K19"', '"K19');
    const { rows, rejected } = await read(lines.join('\n'));
    expect(rejected.map(([line]) => line)).toEqual([6, 10, 21]);
    expect(rows).toHaveLength(57);
    expect(rows.every((row) => /^K\d+$/.test(row[0]!) && /^\w+$/.test(row[3]!))).toBe(true);
  });

  it('before a cell in real quotes with delimiters costs its own row', async () => {
    const lines = customers(60, ([id, city, age, plan]) => `${id},"${city}, EU",${age},${plan}`);
    lines[7] = 'K6,"Kiel,26,pro';
    const { rows, rejected } = await read(lines.join('\n'));
    expect(rejected).toEqual([[8, NO_CLOSING]]);
    expect(rows).toHaveLength(59);
  });

  it('at the end of the file costs its own row', async () => {
    const { rows, rejected } = await read([...customers(20), 'K20,"Graz,5,pro'].join('\n'));
    expect(rows).toHaveLength(20);
    expect(rejected).toEqual([[22, NO_CLOSING]]);
  });

  it('in every row makes no customer of many', async () => {
    const open = Array.from({ length: 20_000 }, (_, i) => `K${i},"Graz,${i % 90},pro`);
    const { rows, rejected } = await read([...customers(200), ...open, 'K1,Graz",5,pro'].join('\n'));
    expect({ rows: rows.length, rejected: rejected.length }).toEqual({ rows: 200, rejected: 20_001 });
  });

  it('on half of many lines lets others have their turn at the end, and costs those lines alone', async () => {
    const wrong = (row: number) => row >= 40_000;
    const lines = customers(79_000, (fields, row) => fields.join(wrong(row) ? ',"' : ','));
    let turns = 0;
    const ticking = setInterval(() => turns++, 0);
    const { rows, rejected } = await read(lines.join('\n'));
    clearInterval(ticking);
    expect(rows).toHaveLength(40_000);
    expect(rejected.map(([line]) => line)).toEqual(Array.from({ length: 39_000 }, (_, i) => 40_002 + i));
    expect(turns).toBeGreaterThan(4);
  });

  it('that opens and closes again and again, and adds no field, costs its own lines', async () => {
    const wrong = Array.from({ length: 30_000 }, () => '"a\n",,"');
    const { rows, rejected } = await read([...customers(40_000), ...wrong].join('\n'));
    expect(rows).toHaveLength(40_000);
    expect(rejected.length).toBeGreaterThan(0);
    expect(Math.min(...rejected.map(([line]) => line))).toBe(40_002);
  });

  it('is looked for no longer than a record may be', async () => {
    const lines = customers(60_000);
    lines[3] = lines[3]!.replace(/,(\w+)/, ',"$1');
    lines[59_000] = lines[59_000]!.replace(/,(\w+)/, ',$1"');
    expect((await read(lines.join('\n'))).rows.length).toBeGreaterThanOrEqual(59_998);
  });
});

describe('a cell over several lines', () => {
  it('is one cell, whatever stands in it', async () => {
    const note =
      'Dear all,\n\nthe list, as of today:\nname;city;age\nJim, Graz, 30\nBob, Kiel, 40\n\nBye,\n""Tim""';
    const { rows, lines } = await read(`id,note,age\n1,"${note}",30\n2,short,40\n3,"a\nb",50\n`);
    expect(rows).toEqual([
      ['1', note.replaceAll('""', '"'), '30'],
      ['2', 'short', '40'],
      ['3', 'a\nb', '50'],
    ]);
    expect(lines).toMatchObject({ total: 13, rows: 3, continued: 9 });
  });

  it('may stand in the last column, and in the first', async () => {
    const { rows } = await read('id,note\n1,"hello\nworld, again"\n2,x\n3,"y\nz"\n');
    expect(rows[0]).toEqual(['1', 'hello\nworld, again']);
    expect((await read('note,id,n\n"a\nb",1,5\n"c\nd",2,6\n')).rows).toEqual([
      ['a\nb', '1', '5'],
      ['c\nd', '2', '6'],
    ]);
  });

  it('may be as long as a line', async () => {
    const long = `${'x'.repeat(999)}\n`.repeat(1500);
    const { rows } = await read(`id,note,n\n1,"${long}",5\n2,y,6\n3,z,7\n`);
    expect(rows).toHaveLength(3);
    expect(rows[0]![1]).toHaveLength(1_500_000);
  });
});

describe('quotes', () => {
  it.each([
    ['doubled', 'A,"Gr""az"", AT",20\nB,"Kiel",30\n', 'Gr"az", AT'],
    ['after a backslash', 'A,"Gr\\"az\\" x, AT",20\nB,"Kiel",30\n', 'Gr"az" x, AT'],
    ['after blanks', 'A, "Graz, AT", 20\nB, "Kiel", 30\n', 'Graz, AT'],
    ['of typography', 'A,“Graz, AT”,20\nB,“Kiel”,30\n', 'Graz, AT'],
    ['of typography around a word', 'A,plan “gold”,20\nB,plan “blue”,30\nC,“Kiel” town,30\n', 'plan “gold”'],
    ['of typography around every field', '“A”,“Graz, AT”,“20”\n“B”,“Kiel”,“30”\n', 'Graz, AT'],
    ['that are single', "A,'Graz, AT',20\nB,'Kiel',30\nC,'Lund',40\n", 'Graz, AT'],
    ['inside a cell without any', 'A,5" pipe,20\nB,6" pipe,30\n', '5" pipe'],
    ['of folders that end in a backslash', 'A,"C:\\dir\\",20\nB,"D:\\",30\n', 'C:\\dir\\'],
    ['for a spreadsheet', 'A,="007",20\nB,="008",30\n', '007'],
  ])('%s are understood', async (_what, body, expected) => {
    const { rows, rejected } = await read(`id,city,age\n${body}`);
    expect(rejected).toEqual([]);
    expect(rows[0]!.map((cell) => cell.trim())).toEqual(['A', expected, '20']);
  });

  it('around whole rows are taken off', async () => {
    const { rows, names } = await read(
      ['"id;""city"";age"', '"1;""Graz; AT"";20"', '"2;""Kiel"";30"', '"3;""Lund"";40"'].join('\r\n'),
    );
    expect(names).toEqual(['id', 'city', 'age']);
    expect(rows[0]).toEqual(['1', 'Graz; AT', '20']);
  });

  it('around some rows are taken off, too', async () => {
    const { rows } = await read('id,city,age\n1,Graz,20\n"2,""Kiel"",30"\n3,Lund,40\n4,Gent,50\n');
    expect(rows[1]).toEqual(['2', 'Kiel', '30']);
  });

  it('are letters if there is said to be none', async () => {
    const { rows } = await read('id,city,age\nA,"Graz,20\nB,Kiel",30\n', { quote: '' });
    expect(rows).toEqual([
      ['A', '"Graz', '20'],
      ['B', 'Kiel"', '30'],
    ]);
  });
});

describe('a row', () => {
  it('that ends early has missing values at its end', async () => {
    const { rows, shortRows } = await read('id,a,b,c\nK1,1,2,3\nK2,4\nK3,5,6\nK4\nK5,7,8,9\n');
    expect(rows[1]).toEqual(['K2', '4', '', '']);
    expect(rows[3]).toEqual(['K4', '', '', '']);
    expect(shortRows).toBe(3);
  });

  it('with more fields is rejected, unless what is over is empty', async () => {
    const { rows, rejected } = await read('id,a\nK1,1\nK2,2,,\nK3,3,4\nK4,4\n');
    expect(rows.map(([id]) => id)).toEqual(['K1', 'K2', 'K4']);
    expect(rejected).toEqual([[4, 'expected 2 fields, found 3']]);
  });

  it('without a value is blank', async () => {
    const { rows, lines } = await read('id,a,b\nK1,1,2\n,,\n\n  , ,\t\n"",,\nK2,3,4\n,\n');
    expect(rows).toHaveLength(2);
    expect(lines.blank).toBe(5);
  });

  it('with control characters loses these', async () => {
    const { rows, controls } = await read('id,a,b\nK1,x\0y,2\nK2,\x01z,4\nK3,\x1fw,\x1e5\n');
    expect(rows).toEqual([
      ['K1', 'xy', '2'],
      ['K2', 'z', '4'],
      ['K3', 'w', '5'],
    ]);
    expect(controls).toBe(4);
  });
});

describe('what is no customer', () => {
  const body = customers(30);
  it.each([
    ['the header again', 'customer_id,city,age,plan', 'the header again'],
    ['the header again in capitals', 'CUSTOMER_ID, City ,AGE,Plan', 'the header again'],
    ['the header again after a mark', '\ufeffcustomer_id,city,age,plan', 'the header again'],
    ['a line of dashes', '---,---,---,---', 'a line of dashes'],
    ['totals', 'Total,,1234.5,', 'totals'],
    ['totals in the second column', ',Summe:,1234,', 'totals'],
    ['totals in full', 'TOTAL,30,1234,7', 'totals'],
    ['a count', '(30 rows),,,', 'a note'],
    ['a source', 'Source: the CRM of May,,,', 'a note'],
    ['a sentence', 'This was generated by the CRM, version 3', 'a note'],
  ])('is told: %s', async (_what, line, cause) => {
    const { rows, rejected } = await read([...body, line].join('\n'));
    expect(rows).toHaveLength(30);
    expect(rejected).toEqual([[32, `expected a customer, found ${cause}`]]);
  });

  it('is told in the middle, too', async () => {
    const { rows, rejected } = await read([...body, body[0], '(30 rows)', ...body.slice(1, 5)].join('\n'));
    expect(rows).toHaveLength(34);
    expect(rejected.map(([line]) => line)).toEqual([32, 33]);
  });

  it('is a row of units below the header', async () => {
    const [header, ...rows] = body;
    const result = await read([header, '-,-,years,-', ...rows].join('\n'));
    expect(result.rows).toHaveLength(30);
    expect(result.rejected).toEqual([[2, 'expected a customer, found what the columns mean']]);
  });

  it('is not a customer whose name is a word for totals', async () => {
    const { rows } = await read('name,country,industry\nShell,UK,oil\nTotal,FR,oil\nBASF,DE,chemistry\n');
    expect(rows).toHaveLength(3);
  });
});
