/** The units of a kind, each with its size in the smallest of them: exact, or they are of two kinds. */
type Kind = readonly (readonly [size: number, spellings: string])[];

/** Units as people and programs write them. A month has no number of days, and a mile no handy one of millimetres. */
export const UNIT_KINDS: Readonly<Record<string, Kind>> = {
  time: [
    [1, 'ms msec msecs millisecond milliseconds millisekunde millisekunden milliseconde millisecondes'],
    [1000, 's sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondo secondi сек секунд секунды 秒 초'],
    [60_000, 'min mins minute minutes minuten minuto minutos minuti minut minuty minuter minutter мин минута минуты минут 分钟 分鐘 分 분'],
    [3_600_000, 'h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uren timme timmar timer godzina godziny godzin час часа часов ч 小时 小時 時間 시간'],
    [86_400_000, 'd day days tag tage tagen jour jours día días dia dias giorno giorni dag dagar dage dager dagen dzień dni день дня дней дн 天 日 일 يوم أيام'],
    [604_800_000, 'week weeks wk wks woche wochen semaine semaines semana semanas settimana settimane weken vecka veckor uge uger uke uker tydzień tygodnie tygodni неделя недели недель 周 週間 주'],
  ],
  calendar: [
    [1, 'month months mo mos mth mths mnth mnths monat monate monaten mois mes meses mês mese mesi maand maanden månad månader måned måneder miesiąc miesiące miesięcy měsíc měsíce měsíců месяц месяца месяцев мес 个月 個月 ヶ月 か月 カ月 ヵ月 ケ月 개월 شهر أشهر'],
    [3, 'quarter quarters qtr qtrs quartal quartale quartalen trimestre trimestres'],
    [12, 'year years yr yrs y jahr jahre jahren an ans année années año años ano anos anno anni jaar jaren år rok lata lat год года лет 年 년 سنة سنوات'],
  ],
  data: [
    [1, 'byte bytes'],
    [1e3, 'kb kilobyte kilobytes'],
    [1e6, 'mb megabyte megabytes'],
    [1e9, 'gb gig gigs gigabyte gigabytes'],
    [1e12, 'tb terabyte terabytes'],
    [1e15, 'pb petabyte petabytes'],
    [1024, 'kib'], [1024 ** 2, 'mib'], [1024 ** 3, 'gib'], [1024 ** 4, 'tib'],
  ],
  rate: [
    [1, 'bit/s bps'], [1e3, 'kbit/s kbps'], [1e6, 'mbit/s mbps'], [1e9, 'gbit/s gbps'],
  ],
  length: [
    [1, 'mm millimeter millimetre millimeters millimetres'],
    [10, 'cm centimeter centimetre centimeters centimetres zentimeter'],
    [1000, 'm meter meters metre metres mètre mètres metro metros м'],
    [1e6, 'km kms kilometer kilometers kilometre kilometres kilomètre kilomètres kilómetro kilómetros км'],
  ],
  foot: [[1, 'inch inches'], [12, 'foot feet'], [36, 'yd yds yard yards'], [63_360, 'mi mile miles']],
  mass: [
    [1, 'mg'],
    [1e3, 'g gr gram grams gramm gramme grammes г'],
    [1e6, 'kg kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes кг'],
    [1e9, 't tonne tonnes tonnen'],
  ],
  pound: [[1, 'oz ounce ounces'], [16, 'lb lbs']],
  volume: [[1, 'ml'], [10, 'cl'], [100, 'dl'], [1000, 'l ltr liter liters litre litres litro litros']],
  energy: [[1, 'wh'], [1e3, 'kwh'], [1e6, 'mwh'], [1e9, 'gwh']],
  frequency: [[1, 'hz'], [1e3, 'khz'], [1e6, 'mhz'], [1e9, 'ghz']],
  speed: [[1, 'km/h kmh kph kmph']],
  area: [[1, 'm² sqm qm']],
  pieces: [[1, 'pc pcs piece pieces stk stück stücke']],
  points: [[1, 'pt pts point points punkt punkte punkten puntos punti']],
  people: [[1, 'person persons people personen persona personas personnes personne']],
  celsius: [[1, '°c']],
}; // biome-ignore format: a table

/** Kinds whose units stand before a number as well: "km 12", while "Week 12" is a name. */
export const MEASURES: ReadonlySet<string> = new Set([
  ...['data', 'rate', 'length', 'mass', 'pound', 'volume', 'energy', 'frequency', 'speed', 'area'],
]);
