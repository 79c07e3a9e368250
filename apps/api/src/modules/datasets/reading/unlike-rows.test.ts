import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../../test/read-bytes.js';

const rows = (delimiter = ',') =>
  Array.from({ length: 60 }, (_, i) => [`K${String(i).padStart(3, '0')}`, 3 * i + 1, i % 9].join(delimiter));

describe('totals', () => {
  it.each([
    ['Mittelwert;92,5;4', ';'],
    ['Gesamtergebnis;5550;240', ';'],
    ['Total général,5550,240', ','],
    ['Média,92.5,4', ','],
    ['Średnia;92,5;4', ';'],
  ])('written %s are no customer', async (line, delimiter) => {
    const header = ['customer_id', 'sales', 'visits'].join(delimiter);
    const found = await readBytes([header, ...rows(delimiter), line].join('\n'));
    expect(found.rejected).toEqual([[62, 'expected a customer, found totals']]);
    expect(found.rows).toHaveLength(60);
  });

  it('of parts are no customers, however many, and beside the name of the part', async () => {
    const lines = rows().flatMap((row, i) => (i % 15 === 14 ? [row, `Subtotal,North,${i}`] : [row]));
    const found = await readBytes(['customer_id,sales,visits', ...lines].join('\n'));
    expect(found.rejected).toHaveLength(4);
    expect(found.rows).toHaveLength(60);
  });
});

describe('the header', () => {
  it('is below the names of groups of columns', async () => {
    const found = await readBytes(['Person,,Sales', 'customer_id,sales,visits', ...rows()].join('\n'));
    expect(found.names).toEqual(['customer_id', 'sales', 'visits']);
    expect(found.lines).toMatchObject({ skipped: 1, header: 1, rows: 60 });
  });

  it('may lack a name where the row below has words', async () => {
    const people = ['Anna,Berg,unknown', 'Bob,Lind,31', 'Cleo,Marti,42', 'Dora,Nagy,53'];
    const found = await readBytes(['name,,age', ...people].join('\n'));
    expect(found.names[0]).toBe('name');
    expect(found.rows).toHaveLength(4);
  });

  it('may be of years alone, and a row of years is none', async () => {
    const found = await readBytes(
      ['2019,2020,2021', ...rows().map((row) => row.replace('K', '1'))].join('\n'),
    );
    expect(found.names).toEqual(['2019', '2020', '2021']);
    const years = await readBytes(['2019,2020,2021', '2018,2019,2020', '2017,2018,2019'].join('\n'));
    expect(years.rows).toHaveLength(3);
  });

  it('of many names may have one that is a value of its column', async () => {
    const names = Array.from({ length: 15 }, (_, i) => `name_${'abcdefghijklmno'[i]}`);
    const values = (row: number) =>
      names.map((name, i) => (i === 3 && row % 2 ? name : `v${row % 3}`)).join(',');
    const found = await readBytes(
      [names.join(','), ...Array.from({ length: 30 }, (_, i) => values(i))].join('\n'),
    );
    expect(found.names).toEqual(names);
  });
});

describe('bytes', () => {
  const CITIES: Readonly<Record<string, readonly string[]>> = {
    shift_jis: ['東京', '大阪', '名古屋', '札幌', '福岡'],
    'euc-jp': ['東京', '大阪', '名古屋', '札幌', '福岡'],
    gb18030: ['王伟', '李娜', '张敏', '刘洋', '陈静', '杨丽', '赵强', '黄磊'],
    big5: ['臺北', '高雄', '臺中', '臺南'],
    'euc-kr': ['서울', '부산', '대구', '인천'],
    macintosh: ['Besançon', 'Orléans', 'Châteauroux', 'Nîmes', 'Évry'],
    maccenteuro: ['Łódź', 'Kraków', 'Gdańsk', 'Poznań', 'Świdnica'],
    'koi8-r': ['мужской', 'женский', 'город', 'товар'],
    'utf-16le': ['Москва', 'Казань', 'Пермь'],
    'utf-16be': ['Αθήνα', 'Πάτρα', 'Ρόδος'],
  };

  it.each(Object.entries(CITIES))('of few words in %s are told', async (encoding, cities) => {
    const text = ['id,city,n', ...cities.map((city, i) => `K${i},${city},${i}`)].join('\n');
    const found = await readBytes(iconv.encode(text, encoding, { addBOM: false }));
    expect(found.rows.map(([, city]) => city)).toEqual(cities);
  });

  it('of zero that fill fields up are left out', async () => {
    const lines = rows().map((row) => row.replaceAll(',', '\0,'));
    const found = await readBytes(['customer_id,sales,visits', ...lines].join('\n'));
    expect(found.rows[1]).toEqual(['K001', '4', '1']);
  });
});
