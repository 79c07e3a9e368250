import { anyOf, type Rewriting } from './spelling.js';

/** Names of the months and their abbreviations, as people and programs write them in common languages. */
const NAMES: readonly string[] = [
  'jan january januar jänner jän janvier janv enero ene gennaio gen janeiro januari styczeń stycznia sty leden ledna led ianuarie ian január január jaan tammikuu ocak oca январь января янв січень січня januára tammikuuta ιανουαρίου ιανουάριος ιαν gener',
  'feb february febr februar feber februari février fevrier févr fevr fév fev febrero febbraio fevereiro luty lutego lut únor února helmikuu şubat şub февраль февраля фев лютий februára helmikuuta φεβρουαρίου φεβρουάριος φεβ febrer лютого',
  'mar march mär märz maerz mrz mars marzo março marco maart mrt marts marzec marca březen března bře martie március maaliskuu mart март марта мар березень maaliskuuta márc μαρτίου μάρτιος μαρ març березня maret',
  'apr april avril avr abril abr aprile kwiecień kwietnia kwi duben dubna dub aprilie április huhtikuu nisan nis апрель апреля апр квітень apríl apríla huhtikuuta ápr απριλίου απρίλιος απρ квітня',
  'may mai mayo maggio mag maio mei maj kvě květen května május toukokuu mayıs май мая травень maja máj mája toukokuuta μαΐου μάιος μαϊ maig травня',
  'jun june juni juin junio giugno giu junho czerwiec czerwca cze červen června iunie iun június kesäkuu haziran haz июнь июня июн червень jún júna kesäkuuta ιουνίου ιούνιος ιουν juny червня',
  'jul july juli juillet juil julio luglio lug julho lipiec lipca lip červenec července iulie iul július heinäkuu temmuz tem июль июля июл липень júl júla heinäkuuta ιουλίου ιούλιος ιουλ juliol липня',
  'aug august août aout agosto ago augustus agustus sierpień sierpnia sie srpen srpna srp augusti augusztus elokuu ağustos ağu август августа авг серпень elokuuta αυγούστου αύγουστος αυγ avgust agost серпня',
  'sep sept september septembre septiembre settembre set setembro wrzesień września wrz září zář septembrie szeptember syyskuu eylül eyl сентябрь сентября сен сент вересень septembra septembar syyskuuta szept σεπτεμβρίου σεπτέμβριος σεπ setembre вересня',
  'oct october okt oktober octobre octubre ottobre ott outubro out październik października paź říjen října říj octombrie október lokakuu ekim eki октябрь октября окт жовтень októbra oktobar lokakuuta οκτωβρίου οκτώβριος οκτ жовтня',
  'nov november novembre noviembre novembro listopad listopada lis noiembrie marraskuu kasım kas ноябрь ноября ноя листопад novembra novembar marraskuuta νοεμβρίου νοέμβριος νοε листопада',
  'dec december dez dezember decembre décembre déc diciembre dic dicembre dezembro dez grudzień grudnia gru prosinec prosince pro decembrie joulukuu aralık ara декабрь декабря дек грудень desember des decembra decembar joulukuuta δεκεμβρίου δεκέμβριος δεκ desembre грудня',
];

/** Each name of a month, with what may stand around it, becomes "@3@". */
export const MONTH_STEPS: readonly Rewriting[] = NAMES.map((names, month) => [
  `(^|[^\\p{L}])${anyOf(names.split(' '))}(?:\\.|([^\\p{L}])|$)`,
  `\\1@${month + 1}@\\2`,
]);
