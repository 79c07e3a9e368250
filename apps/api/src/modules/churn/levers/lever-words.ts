/**
 * What columns are called that may or may not be levers: in English, German, French, Spanish, Italian, Portuguese and
 * Dutch, as `nameWords` writes them. Words of languages that write compounds in one are looked for inside of words too.
 */

const words = (...all: string[]) => new RegExp(`\\b(${all.join('|')})\\b`);

/** What nobody can change about a customer: who they are, and how long they have been one. */
export const GIVEN = words(
  'age|aged|birth|born|gender|sex|marital|married|partner|dependents?|children|kids?|teens?|teenhome|kidhome|education',
  'tenure|seniority|senior|citizen|customer since|since|length|lifetime|nationality|religion|ethnicity',
  '(kunden)?alter|altersgruppe|geburt\\w*|geschlecht|familienstand|verheiratet|kinder(zahl)?|bildung\\w*|staatsangehorigkeit',
  'nationalitat|kunde seit|kunden?dauer|\\w*zugehorigkeit',
  'naissance|sexe|anciennete|situation familiale|etat civil|conjoint|enfants?|nationalite|diplome|client depuis',
  'edad|nacimiento|sexo|genero|antiguedad|estado civil|casad[oa]|conyuge|hijos|nacionalidad|educacion|cliente desde',
  'eta|nascita|sesso|genere|anzianita|stato civile|sposat[oa]|coniuge|figli|nazionalita|istruzione|cliente da(l)?',
  'idade|nascimento|antiguidade|conjuge|filhos|dependentes|nacionalidade|escolaridade',
  'leeftijd|geboorte\\w*|geslacht|burgerlijke staat|gehuwd|kinderen|opleiding|nationaliteit|klant sinds',
);

/** What a business offers on terms of its own. */
export const TERMS = words(
  'contract|plan|tariff|package|bundle|tier|discount|promo|promotion|coupon|voucher|auto ?renew(al)?|auto ?pay',
  'payment method|paperless|billing cycle|subscription',
  '\\w*vertrag(s\\w*)?|\\w*tarif\\w*|\\w*paket|\\w*rabatt\\w*|gutschein\\w*|nachlass|zahlungs(art|weise|methode)|\\w*laufzeit|abo|abonnement',
  'contrat|forfait|formule|remise|reduction|bon d achat|(mode|moyen) de paiement',
  'contrato|tarifa|paquete|descuento|promocion|cupon|suscripcion|permanencia|(metodo|forma) de pago',
  'contratto|tariffa|piano|pacchetto|sconto|promozione|abbonamento|(metodo|modalita) di pagamento',
  'plano|pacote|desconto|promocao|cup(om|ao)|assinatura|fidelizacao|(metodo|forma) de pagamento',
  'contract(vorm|duur|type)|tarief\\w*|pakket|bundel|\\w*korting\\w*|betaal(wijze|methode)',
);

/** What it offers beside, yes or no. */
export const SERVICE = words(
  'service|security|support|backup|protection|insurance|warranty|loyalty|premium|streaming|add ?on|multiple lines',
  'maintenance|newsletter|internet|phone',
  '\\w*dienst|\\w*schutz|\\w*sicherheit|\\w*versicherung|garantie|treue\\w*|wartung|zusatz\\w*|telefon\\w*|unterstutzung',
  'securite|assistance|sauvegarde|assurance|fidelite|option\\w*|telephone|depannage',
  'servicio|seguridad|soporte|respaldo|proteccion|seguro|garantia|fidelidad|mantenimiento|telefono',
  'servizio|sicurezza|supporto|assistenza|protezione|assicurazione|garanzia|fedelta|manutenzione',
  'servico|seguranca|suporte|protecao|manutencao|telefone',
  '\\w*beveiliging|ondersteuning|\\w*bescherming|\\w*verzekering|onderhoud|telefoon|loyaliteit',
);

/** What numbers things or measures how long: no term, though its name has one. */
export const NUMBERED = words(
  'id|ids|nr|no|num|number|nummer|\\w+nummer|numero|code|key|duration|\\w*dauer|duree|duracion|durata|duracao|duur|months?|days?|years?',
);

/** What is no offer, though it may be yes or no, or one of a few: where somebody lives, and what they did or are said to be. */
export const NO_OFFER = words(
  'region|country|city|state|county|province|zip|postal|postcode|area|address|name|language|currency|store|branch|job|occupation|profession',
  'land|stadt|ort|plz|bundesland|beruf|sprache|pays|ville|departement|langue|metier|pais|ciudad|provincia|idioma|profesion|trabajo',
  'paese|citta|regione|lingua|professione|lavoro|cidade|estado|lingua|profissao|stad|provincie|taal|beroep',
  'month|day|week|year|date|quarter|monat|tag|woche|jahr|mois|jour|semaine|annee|mes|dia|semana|ano|mese|giorno|settimana|anno|maand|dag',
  'accepted|complain\\w*|complaints?|response|responded|outcome|poutcome|default|contact(ed)?|visit(ed|s)?|returned|opened|clicked|status|segment',
  'score|rating|risk|reason|active|beschwerde\\w*|reklamation\\w*|kontakt\\w*|grund|reclamation\\w*|plainte|queja|reclamo|motivo|raison|klacht\\w*',
);
