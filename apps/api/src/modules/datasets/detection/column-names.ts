/** "customerID", "Customer_Id" and "customer-id" are all "customer id". */
export function inWords(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

const TIME =
  /\b(date|dates|day|time|timestamp|ts|at|on|since|joined|created|updated|signup|signed|registered|registration|start|started|end|ended|last|first|seen|login|birth|birthday|dob|dt|datum|seit|beginn|geburtsdatum|geburtstag|fecha|alta|desde|inscription|naissance|depuis|nascimento|nascita|iscrizione|dnia|дата)\b/;
const QUANTITY =
  /\b(amount|price|salary|income|value|spend|spent|spending|revenue|sales|cost|charges?|count|number|num|balance|km|miles|total|avg|average|days|months|years|weeks|hours|minutes|usage|visits|points|fee|debt|limit|betrag|umsatz|gehalt|einkommen|preis|importe|ingresos|montant)\b/;
const CODE =
  /^(.* )?(phone|phones|telephone|telefon|telefono|teléfono|telephone|tel|mobile|mobil|handy|cell|cellphone|fax|msisdn|imsi|imei|iccid|sku|ean|upc|gtin|isbn|asin|barcode|zip|zipcode|zip ?code|plz|postleitzahl|postcode|postal|postal ?code|post ?code|cap|cep|code postal|iban|bic|ssn|nif|nie|dni|cpf|cnpj|vat|tax id|passport|card|card ?(no|number)|account ?(no|number)|konto(nummer)?|ip|ip address|mac)( ?\d+| us| uk| de| number| no| nr| code| last ?4| home| work| private)?$/;

/** Whether a column is named like a day or a time. */
export function isNamedAfterTime(name: string): boolean {
  const words = inWords(name);
  return TIME.test(words) && !QUANTITY.test(words);
}

/** Whether a column is named like a phone, a postcode, an article or another number that is no quantity. */
export function isNamedLikeCode(name: string): boolean {
  return CODE.test(inWords(name).replace(/(?<=\p{L})(?=\d)/gu, ' '));
}
