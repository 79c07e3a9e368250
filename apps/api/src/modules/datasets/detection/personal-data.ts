import { inWords, isNamedLikeCode } from './column-names.js';

const PERSON =
  /^(customer |client |kunden |user |contact )?(name|names|full ?name|first ?name|last ?name|given name|family name|middle name|surname|forename|vorname|nachname|familienname|prénom|prenom|nom|nom de famille|nombre|nombres|apellidos?|nome|cognome|sobrenome|voornaam|achternaam|imię|imie|nazwisko|имя|фамилия|姓名|氏名)$/;
const CONTACT =
  /\b(e ?mail|email|mail|correo|courriel|address|adresse|anschrift|strasse|straße|street|dirección|direccion|endereço|endereco|indirizzo|rue|calle|via|hausnummer|iban|ssn|passport|ip)\b/;
const BIRTH =
  /^(customer )?(birth|birth ?date|date of birth|birth ?day|dob|geburtsdatum|geburtstag|geb dat|fecha (de )?nacimiento|date de naissance|naissance|data de nascimento|nascimento|data di nascita|geboortedatum|data urodzenia)$/;
const VALUES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^[^\s@]+@[^\s@]+\.\p{L}{2,}$/u, 'e-mail addresses'],
  [/^\+\d[\d ()/.-]{6,}$/, 'phone numbers'],
  [/^\(?0?\d{2,4}\)?[ /-]\d{3}[ -]?\d{3,4}$/, 'phone numbers'],
  [/^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?$/, 'bank accounts'],
  [/^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/, 'network addresses'],
  [/^\d{3}-\d{2}-\d{4}$/, 'social security numbers'],
];
const MOST = 0.9;

/** Why a column is personal data or a code, which no model should learn from; null if it is not. */
export function personalReason(name: string, type: string, sample: readonly string[]): string | null {
  const words = inWords(name);
  const isText = type === 'TEXT' || type === 'CATEGORY';
  if (isText && PERSON.test(words)) return 'personal data: names';
  if (isText && CONTACT.test(words)) return 'personal data: how to reach somebody';
  if (BIRTH.test(words) && type !== 'NUMBER')
    return 'personal data: a date of birth; an age may be learned from';
  if (type !== 'BOOLEAN' && type !== 'DATE' && isNamedLikeCode(name))
    return 'a code, such as a phone, postcode or article: no quantity';
  if (!isText || sample.length === 0) return null;
  const found = VALUES.find(([pattern]) => mostly(sample, pattern));
  return found ? `personal data: ${found[1]}` : null;
}

/** Whether nearly all values match; ends as soon as too many do not. */
function mostly(values: readonly string[], pattern: RegExp): boolean {
  const allowed = values.length - MOST * values.length;
  let failures = 0;
  return values.every((value) => pattern.test(value) || ++failures <= allowed);
}
