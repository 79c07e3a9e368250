import { describe, expect, it } from 'vitest';
import { guessLevers, type LeverColumn } from './lever-columns.js';

const column = (
  name: string,
  type: string,
  values: readonly string[] = [],
  role = 'FEATURE',
): LeverColumn => ({
  name,
  type,
  role,
  topValues: values.map((value) => ({ value })),
});
const category = (name: string, ...values: string[]) => column(name, 'CATEGORY', values);
const number = (name: string) => column(name, 'NUMBER');

describe('the columns that a business can change', () => {
  it.each([
    [
      'English',
      ['Contract', 'discount_rate'],
      'OnlineSecurity',
      'Yes',
      ['Age', 'tenure', 'Gender', 'contract_number'],
    ],
    [
      'German',
      ['Vertragsart', 'Rabatt'],
      'Geräteschutz',
      'Ja',
      ['Alter', 'Geschlecht', 'Kundenalter', 'Vertragsnummer'],
    ],
    [
      'French',
      ['Type de contrat', 'remise'],
      'Assurance',
      'Oui',
      ['Âge', 'Ancienneté', 'Sexe', 'durée du contrat'],
    ],
    ['Spanish', ['Tarifa', 'descuento'], 'Protección del equipo', 'Sí', ['edad', 'antigüedad', 'género']],
    ['Italian', ['contratto', 'Sconto'], 'assistenza_tecnica', 'Si', ['età', 'anzianità', 'sesso']],
    ['Portuguese', ['Plano', 'desconto'], 'segurança online', 'Sim', ['Idade', 'estado civil', 'sexo']],
    ['Dutch', ['Abonnement', 'korting'], 'Verzekering', 'Ja', ['leeftijd', 'geslacht', 'klant sinds']],
  ])(
    'are its terms and services in %s, never who somebody is or a running number',
    (_, terms, service, yes, given) => {
      const [contract, discount] = terms;
      const guessed = guessLevers([
        category(contract!, 'a', 'b'),
        number(discount!),
        category(service, yes, 'No'),
        ...given.map(number),
        ...given.map((name) => category(name, 'a', 'b')).filter(({ name }) => !/n[ru]m|dur/i.test(name)),
      ]);
      expect(guessed).toEqual([contract, discount, service]);
    },
  );

  it('are no other columns where names say which', () => {
    expect(guessLevers([category('Tarif', 'S', 'M'), column('x7', 'BOOLEAN')])).toEqual(['Tarif']);
  });

  it('are those that look like offers where no name says so', () => {
    const looks = [column('pakiet', 'BOOLEAN'), category('umowa', 'miesiąc', 'rok')];
    const others = [
      number('kwota'),
      category('model', 'a', 'b', 'c', 'd', 'e', 'f', 'g'),
      ...['region', 'age group', 'gender', 'complained', 'Geschlecht', 'ville'].map((name) =>
        category(name, 'a', 'b'),
      ),
      column('erased', 'BOOLEAN', [], 'IGNORED'),
    ];
    expect(guessLevers([...looks, ...others])).toEqual(['pakiet', 'umowa']);
  });
});
