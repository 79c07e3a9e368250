import { inWords } from './column-names.js';

const BEFORE =
  '(?:is|has|was|did|customer|client|user|member|subscriber|account|kunde|kunden|ist|hat|client|cliente|a)';
const AFTER = '(?:flag|label|value|status|yes no|indicator|ind|kunde|client|cliente|customer|account|member)';
const LEFT_NAMES = [
  'churn', 'churned', 'churner', 'attrition', 'attrited', 'left', 'leaver', 'leave', 'exited', 'exit', 'lapsed', 'departed', 'quit', 'terminated', 'turnover flag',
  'cancel', 'canceled', 'cancelled', 'cancellation', 'closed', 'unsubscribed', 'defected', 'lost', 'inactive', 'stopped', 'gone',
  'gekündigt', 'gekuendigt', 'kündigung', 'kuendigung', 'kündiger', 'abgewandert', 'abwanderung', 'verloren', 'inaktiv', 'résilié', 'resilie', 'résiliation', 'resiliation', 'parti', 'désabonné',
  'desabonne', 'perdu', 'inactif', 'attrition client', 'baja', 'dado de baja', 'cancelado', 'cancelada', 'abandono', 'abandonó', 'fuga', 'inactivo', 'perdido', 'evasão', 'evasao', 'cancelamento',
  'saiu', 'disdetto', 'disdetta', 'abbandono', 'abbandonato', 'cessato', 'perso', 'opgezegd', 'vertrokken', 'rezygnacja', 'odszedł', 'utracony', 'uppsagd', 'uppsagt', 'opsagt', 'oppsagt', 'lämnat', 'irtisanottu', 'odešel', 'zrušeno', 'lemondott', 'ayrıldı', 'iptal', 'weggegaan', 'beëindigd', 'sorti', 'résiliée', 'έφυγε', 'отток', 'ушел', 'ушёл', '流失', '解約', '退会', '이탈',
]; // biome-ignore format: a list
const STAYED_NAMES = [
  'retained', 'retention', 'active', 'renewed', 'renewal', 'renew', 'stayed', 'stay', 'staying', 'kept', 'loyal', 'current', 'still customer', 'remained', 'still active', 'survived', 'account open', 'contract open',
  'bleibt', 'geblieben', 'aktiv', 'treu', 'verlängert', 'verlaengert', 'bestandskunde', 'actif', 'resté', 'reste', 'fidèle', 'fidele', 'renouvelé', 'renouvele', 'activo', 'activa', 'permanece', 'renovado', 'renueva', 'fiel', 'vigente', 'sigue activo',
  'ativo', 'ativa', 'retido', 'retida', 'ficou', 'attivo', 'rimasto', 'rinnovato', 'fedele', 'actief', 'gebleven', 'klant gebleven', 'verlengd', 'aktywny', 'aktywna', 'został', 'kvar', 'aktiivinen', 'aktivní', 'aktív', 'aktif', 'ενεργός', 'активен', 'активный', 'остался', '留存', '続行', '継続',
]; // biome-ignore format: a list

/** Values that mean "left". */
const LEFT_WORDS =
  /^(churn|churned|churner|left|leaver|exited|lost|gone|attrited( customer)?|cancell?ed|closed|inactive|terminated|lapsed|departed|former|ex customer|unsubscribed|stopped|gekündigt|gekuendigt|abgewandert|inaktiv|verloren|ehemalig|résiliée?|resilie|partie?|inactif|perdue?|désabonnée?|baja|cancelad[oa]|inactiv[oa]|perdid[oa]|saiu|disdett[oa]|cessat[oa]|inattiv[oa]|abbandonat[oa]|opgezegd|vertrokken|inactief|odszedł|nieaktywny|ушел|ушёл|неактивен|流失|解約|退会)$/;
/** Values that mean "stayed". */
const STAYED_WORDS =
  /^(stayed|staying|active|existing( customer)?|retained|current|not churned|no churn|open|loyal|renewed|remained|customer|aktiv|bleibt|geblieben|bestehend|actif|active|restée?|fidèle|activ[oa]|alta|ativ[oa]|attiv[oa]|rimast[oa]|actief|gebleven|aktywny|активен|остался|留存|継続)$/;

const listOf = (names: readonly string[]) =>
  new RegExp(`^(?:${BEFORE} )*(?:${names.join('|')})(?: ${AFTER})?$`);
const LEFT = listOf(LEFT_NAMES);
const STAYED = listOf(STAYED_NAMES);
/** The name of the opposite, such as not_churned, non_churn, no_longer_active, nicht_gekündigt. */
const DENIED =
  /^(?:is |has |was |ist )?(?:not|non|no longer|no|never|nicht|kein|keine|nie|niet|geen|pas|ne|não|inte|ikke|не) (.+)$/;
const SAYS_NEITHER =
  /^(?:is |customer )?(response|target|label|outcome|deposit|y|class|result|status|flag|converted|subscribed|accepted)$/;

/** Of these, names of what came of customers; a status or a flag may be anything. */
const SAYS_OUTCOME =
  /^(?:is |customer )?(response|target|label|outcome|deposit|y|class|result|converted|subscribed|accepted)$/;

/** Begins of longer values that mean the same, such as "churned: moved away" or "active, annual". */
const LEFT_START =
  /^(churned|cancell?ed|terminated|lapsed|exited|inactive|unsubscribed|former|gekündigt|gekuendigt|abgewandert|ehemalige[rs]?|résiliée?|resiliée?|cancelad[oa]|inactiv[oa]|disdett[oa]|opgezegd) /;
const STAYED_START =
  /^(active|current|existing|retained|stayed|aktiv|bestehend|actif|activ[oa]|ativ[oa]|attiv[oa]|actief) /;

/** Values of those who have only come. */
const HAS_COME =
  /^(new|new customer|joined|(on |in |free )?trial(l?ing)?|onboarding|neu|neukund(e|in)|probezeit|testphase|nouveau|nouvelle|nuev[oa]|nov[oa]|nuov[oa]|nieuw|nowy)$/;

/** Whose state a column tells, and the state: account status, lifecycle stage, Kundenstatus, estado del cliente. A mere status may be anything's. */
const WHOSE =
  '(?:customer|client|account|user|member|membership|subscriber|subscription|contract|policy|licen[cs]e|relationship|life ?cycle|kunden?|vertrags?|abo|konto|mitglieds?|cliente|cuenta|contrato|conta|contratto|abbonamento|compte|contrat|abonnement|abonné|membre|klant|klient|klienta|konta|umowy|abonado)';
const STATE =
  '(?:status|state|stage|standing|life ?cycle|zustand|phase|statut|état|etat|estado|situação|situacao|stato)';
const STATE_NAME = new RegExp(
  `^(?:(?:current|aktueller|aktuell) )?(?:${WHOSE} ?)+${STATE}(?: code| name)?$|^life ?cycle$|^${STATE} (?:of |de |do |du |del |della |dell |da |des |der )?(?:the |la |l )?${WHOSE}$`,
);
/** A column of more values is no state. */
const MOST_STATES = 20;

/** What yes means in a column of this name: that a customer left, or stayed; null if the name does not say. */
export function meaningOfName(name: string): 'left' | 'stayed' | null {
  const words = inWords(name);
  if (LEFT.test(words)) return 'left';
  if (STAYED.test(words)) return 'stayed';
  const denied = DENIED.exec(words)?.[1];
  if (denied === undefined) return null;
  return LEFT.test(denied) ? 'stayed' : STAYED.test(denied) ? 'left' : null;
}

/** Whether a column is named after the state of a customer. */
export function namesState(name: string): boolean {
  return STATE_NAME.test(inWords(name));
}

/** Whether a column of two values is named as if it told an outcome, without telling which. */
export function namesOutcome(name: string): boolean {
  return SAYS_NEITHER.test(inWords(name));
}

/** Whether a column is named after what came of customers, which is known after all else that is told about them. */
export function namesWhatCame(name: string): boolean {
  return SAYS_OUTCOME.test(inWords(name));
}

/** Which of two values means "left" by its own words; undefined if they do not say. */
export function valueThatLeft(values: readonly string[]): string | undefined {
  const plain = (value: string) => inWords(value);
  const left = values.filter((value) => LEFT_WORDS.test(plain(value)));
  const stayed = values.filter(
    (value) => STAYED_WORDS.test(plain(value)) || /^(not|no|non|nicht) /.test(plain(value)),
  );
  return values.length === 2 && left.length === 1 && stayed.length === 1 && left[0] !== stayed[0]
    ? left[0]
    : undefined;
}

/** What several values say by their own words. */
export interface States {
  /** Those that mean "left". */
  readonly left: readonly string[];
  /** Those that may mean either, such as Paused or Expired. */
  readonly unclear: readonly string[];
}

/**
 * The states of customers that values are, such as Churned and Cancelled beside Active, Trial and Paused; null where none
 * means "left" or none "stayed", for then they may be the states of orders or tickets.
 */
export function readStates(values: readonly string[]): States | null {
  if (values.length < 3 || values.length > MOST_STATES) return null;
  const left = values.filter((value) => means(value, LEFT_WORDS, LEFT_START));
  const stayed = values.filter((value) => means(value, STAYED_WORDS, STAYED_START));
  if (left.length === 0 || stayed.length === 0) return null;
  const unclear = values.filter(
    (value) => !left.includes(value) && !stayed.includes(value) && !HAS_COME.test(inWords(value)),
  );
  return { left, unclear };
}

function means(value: string, word: RegExp, start: RegExp): boolean {
  const plain = inWords(value);
  return word.test(plain) || start.test(plain);
}
