import { nameWords } from './name-words.js';

/**
 * Words of names, in common languages, for what is known only once somebody has left or answered: the reason, the end, the
 * refund, the final bill, the length of the very call that sold it. Compared without accents.
 */
const AFTERWARDS = [
  /(^| )(reasons?|motivos?|motifs?|grund|gruende|motivi|razon|razao|reden|powod)( |$)/,
  /(^| )(cancel\w*|terminat\w*|kuendig\w*|kundig\w*|resili\w*|baja|rescis\w*|disdett\w*|opzeg\w*|exit|closing|closed|closure)( |$)/,
  /(^| )(end|ended|enddate|ende|enddatum|endedatum|fin|fim|fine|einde|koniec)( (date|datum|on|at|day))?$/,
  /(^| )(date|datum|fecha|data) (de )?(end|ende|fin|fim|fine|salida|sortie|uscita|austritt\w*)$/,
  /(^| )(refund\w*|rueckerstatt\w*|ruckerstatt\w*|erstattung|rembours\w*|reembols\w*|rimbors\w*|terugbetal\w*)( |$)/,
  /(^| )(final|last|letzte|schluss\w*|derniere?|finale|ultim[ao]|laatste)( )(bill|invoice|payment|rechnung|facture|factura|fatura|fattura|factuur)( |$)/,
  /(^| )final( |$)/,
  /^(call )?(duration|dauer|duree|duracion|duracao|durata|duur)$|(^| )(call|anruf\w*|appel|llamada|chamada|chiamata) ?(duration|dauer|length)( |$)/,
  /(^| )(winback|win back|retention offer|outcome|after(wards)?|post (churn|exit))( |$)/,
];

/** Whether a column's name says that its values are known only after the fact. */
export function soundsAfterTheFact(name: string): boolean {
  const words = nameWords(name);
  return AFTERWARDS.some((pattern) => pattern.test(words));
}
