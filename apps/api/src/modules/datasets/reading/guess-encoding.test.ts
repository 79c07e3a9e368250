import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../../test/read-bytes.js';

const WORDS: Readonly<Record<string, string>> = {
  western: 'Düsseldorf,Málaga,Nîmes,Århus,Köln,São Paulo,Besançon,Kraftstraße',
  polish: 'Łódź,Gdańsk,Wrocław,Częstochowa,płeć,imię,Świdnica,Poznań',
  czech: 'Děčín,Plzeň,Ústí,Žďár,Břeclav,Příbram,Dvořák,Černý',
  turkish: 'İstanbul,Şanlıurfa,Muğla,Çorum,Diyarbakır,Eskişehir,müşteri,Iğdır',
  baltic: 'Šiauliai,Panevėžys,Kėdainiai,Jūrmala,Liepāja,Rēzekne,pilsēta,Mažeikiai',
  russian: 'Москва,Томск,Казань,имя,город,ЖЕНЩИНА,мужской,Юля',
  greek: 'Αθήνα,Θεσσαλονίκη,Πάτρα,Ηράκλειο,όνομα,πόλη,γυναίκα,Βόλος',
  hebrew: 'חיפה,ירושלים,אשדוד,שם,עיר,לקוח,נשים,גברים',
  arabic: 'الرياض,مكة,جدة,القاهرة,اسم,مدينة,ذكر,أنثى',
};

const CASES: readonly (readonly [encoding: string, words: string])[] = [
  ...['windows-1252', 'macintosh', 'cp850', 'cp437', 'iso-8859-1'].map((name) => [name, 'western'] as const),
  ...['windows-1250', 'iso-8859-2', 'cp852'].map((name) => [name, 'polish'] as const),
  ...['windows-1250', 'iso-8859-2', 'cp852'].map((name) => [name, 'czech'] as const),
  ...['windows-1254', 'iso-8859-9', 'cp857'].map((name) => [name, 'turkish'] as const),
  ['windows-1257', 'baltic'],
  ...['windows-1251', 'koi8-r', 'cp866', 'iso-8859-5', 'maccyrillic'].map(
    (name) => [name, 'russian'] as const,
  ),
  ...['windows-1253', 'iso-8859-7', 'cp737'].map((name) => [name, 'greek'] as const),
  ...['windows-1255', 'iso-8859-8'].map((name) => [name, 'hebrew'] as const),
  ...['windows-1256', 'iso-8859-6'].map((name) => [name, 'arabic'] as const),
  ...(['gb18030', 'shift_jis', 'euc-kr'] as const).map((name) => [name, name] as const),
];
const WIDE: Readonly<Record<string, string>> = {
  gb18030: '北京,上海,广州,客户,姓名,城市,女性,流失,重庆,杭州,深圳,成都,武汉',
  shift_jis: '東京,大阪,顧客,名前,都市,はい,いいえ,ソフト,カタカナ,札幌,横浜,神戸',
  'euc-kr': '서울,부산,고객,이름,도시,여자,남자,대구,인천,광주,대전,울산',
};

function file(words: readonly string[]): string {
  return ['id,name,n', ...words.map((word, i) => `K${i},${word},${i}`)].join('\n');
}

describe('an encoding', () => {
  it.each(CASES)('%s is told by the letters of %s words', async (encoding, kind) => {
    const words = (WORDS[kind] ?? WIDE[kind]!)
      .split(',')
      .filter((word) => !iconv.encode(word, encoding).includes('?'));
    expect(words.length).toBeGreaterThan(2);
    const { rows } = await readBytes(iconv.encode(file(words), encoding));
    expect(rows.map(([, name]) => name)).toEqual(words);
  });

  it('is the common one where a single word says nothing', async () => {
    for (const word of ['Köln', 'Goiânia', 'Forlì', 'señor', 'prénom', 'Malmö']) {
      const { rows } = await readBytes(iconv.encode(file(['Graz', word, 'Lund']), 'windows-1252'));
      expect(rows[1]![1]).toBe(word);
    }
  });

  it('is seen where the first foreign letter comes late', async () => {
    const words = [...Array.from({ length: 30_000 }, () => 'Graz'), 'München'];
    const { rows, encoding } = await readBytes(iconv.encode(file(words), 'windows-1252'));
    expect([encoding, rows.at(-1)![1]]).toEqual(['windows-1252', 'München']);
  });

  it('is UTF-8 in spite of a few bad bytes, which are read as windows-1252', async () => {
    const good = Array.from({ length: 20 }, () => 'Köln');
    const bytes = Buffer.concat([
      Buffer.from(`${file(good)}\n`),
      iconv.encode('K20,Köln,1\nK21,Zoë,2\n', 'windows-1252'),
    ]);
    for (const size of [1, 2, 3, 1024]) {
      const { rows, encoding, badBytes } = await readBytes(bytes, {}, size);
      expect({ encoding, badBytes }).toEqual({ encoding: 'utf-8', badBytes: 2 });
      expect(rows.slice(-3).map(([, name]) => name)).toEqual(['Köln', 'Köln', 'Zoë']);
    }
  });

  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    '%s keeps characters together however it is cut',
    async (encoding) => {
      const bytes = iconv.encode(file(['😀', 'né', '漢字']), encoding, { addBOM: true });
      for (const size of [1, 3, 1024]) {
        const { rows } = await readBytes(bytes, {}, size);
        expect(rows.map(([, name]) => name)).toEqual(['😀', 'né', '漢字']);
      }
    },
  );

  it('of text with NUL bytes is not binary', async () => {
    const { rows, controls } = await readBytes(Buffer.from(`${file(['a\0b', 'c', 'd'])}\n\0\0\0`));
    expect([rows[0]![1], controls]).toEqual(['ab', 4]);
  });

  it('that is not sure is asked for with the same words as three encodings read them', async () => {
    const bytes = iconv.encode(file(['Graz', 'Poznań', 'Lund']), 'windows-1250');
    const { choices } = await readBytes(bytes);
    expect(choices).toHaveLength(3);
    expect(new Set(choices.map(({ examples }) => examples.join())).size).toBe(3);
    expect(choices.find(({ encoding }) => encoding === 'windows-1250')!.examples).toEqual(['Poznań']);
    for (const { encoding, examples } of choices) {
      const { rows } = await readBytes(bytes, { encoding });
      expect(rows[1]![1]).toContain(examples[0]);
    }
  });

  it('that is sure is not', async () => {
    for (const [encoding, kind] of [
      ['windows-1252', 'western'],
      ['windows-1251', 'russian'],
      ['windows-1250', 'polish'],
    ] as const) {
      const { choices } = await readBytes(iconv.encode(file(WORDS[kind]!.split(',')), encoding));
      expect(choices, encoding).toEqual([]);
    }
    expect((await readBytes(file(['Köln', 'Łódź']))).choices).toEqual([]);
  });
});
