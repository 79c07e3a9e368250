/**
 * The languages that the API says its sentences in, by their tag of BCP 47; asked for with Accept-Language. In one that is
 * spoken in PART, what nobody has translated yet is said in English.
 */
export const LANGUAGES = { en: 'WHOLE', de: 'WHOLE' } as const satisfies Record<string, 'WHOLE' | 'PART'>;
