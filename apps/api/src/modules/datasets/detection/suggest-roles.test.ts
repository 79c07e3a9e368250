import { describe, expect, it } from 'vitest';
import { type RoleFacts, roleWarnings, suggestRoles } from './suggest-roles.js';

const ROWS = 1000;

function column(name: string, facts: Partial<RoleFacts> = {}): RoleFacts {
  return { name, type: 'NUMBER', rows: ROWS, present: ROWS, distinct: 50, ...facts };
}
const id = (name: string) => column(name, { distinct: ROWS, type: 'TEXT' });
const binary = (name: string) => column(name, { distinct: 2, type: 'BOOLEAN' });
const rolesOf = (columns: RoleFacts[]) => suggestRoles(columns).map(({ role }) => role);

describe('the suggested role', () => {
  it.each([
    ...[
      'customerID',
      'Customer Id',
      'client_no',
      'ID',
      'uuid',
      'Kundennr',
      'Kunde',
      'client',
      'klant',
      'Klient',
    ],
    ...[
      'Kundnummer',
      'n° client',
      'código do cliente',
      'codice_cliente',
      'numer klienta',
      'код клиента',
      '客户编号',
    ],
  ])('of %s is CUSTOMER_ID', (name) => {
    expect(rolesOf([id(name), column('age')])).toEqual(['CUSTOMER_ID', 'FEATURE']);
  });

  it.each([
    ...[
      'non_churn',
      'no churn',
      'nicht_gekündigt',
      'never left',
      'klant_gebleven',
      'account_open',
      'vigente',
    ],
  ])('of %s is CHURN_LABEL, whose no means that a customer left', (name) => {
    const [found] = suggestRoles([binary(name), id('customer_id')]);
    expect(found).toEqual({
      role: 'CHURN_LABEL',
      reason: 'named after those who stayed: no means that a customer left',
    });
  });

  it.each(['no_longer_active', 'non-renewal', 'uppsagd', 'désabonné'])(
    'of %s is CHURN_LABEL, whose yes means that a customer left',
    (name) => {
      const [found] = suggestRoles([binary(name), id('customer_id')]);
      expect(found).toEqual({ role: 'CHURN_LABEL', reason: 'named like a churn label, with two values' });
    },
  );

  it.each(['open', 'no_phone', 'not_contacted'])('of %s says nothing of who left', (name) => {
    expect(rolesOf([binary(name), id('customer_id')])[0]).toBe('FEATURE');
  });

  it('of a customer id with repeats is CUSTOMER_ID, which says so, and of one in a list of purchases is asked for', () => {
    const repeated = [column('CustomerID', { distinct: 300, present: 990 })];
    const roles = suggestRoles(repeated);
    expect(roles).toEqual([
      { role: 'CUSTOMER_ID', reason: 'named like an id; 690 of 1000 rows repeat one, 10 have none' },
    ]);
    expect(roleWarnings(repeated, roles)).toEqual([
      '690 rows repeat an id of another row in "CustomerID"; of each customer one row counts: the last, unless you choose another.',
      '10 rows have no id in "CustomerID"; they will be rejected.',
    ]);
    const purchases = [column('CustomerID', { distinct: 40 })];
    expect(rolesOf(purchases)).toEqual(['IGNORED']);
    expect(roleWarnings(purchases, suggestRoles(purchases))[0]).toMatch(/40 different values in 1000 rows/);
  });

  it('is asked for where no column is an id', () => {
    const columns = [column('age')];
    expect(roleWarnings(columns, suggestRoles(columns))[0]).toMatch(/^No column looks like a customer id/);
  });

  it('prefers the customer’s id to another one, which is ignored', () => {
    expect(rolesOf([id('RowNumber'), id('CustomerId')])).toEqual(['IGNORED', 'CUSTOMER_ID']);
  });

  it.each([
    'Churn',
    'churned',
    'Exited',
    'Attrition_Flag',
    'left',
    'is_churned',
    'Gekündigt',
    'résilié',
    'dado_de_baja',
    'Cancelado',
  ])('of a binary %s is CHURN_LABEL', (name) => {
    expect(rolesOf([binary(name)])).toEqual(['CHURN_LABEL']);
  });

  it.each(['retained', 'Renewed', 'is_active', 'bleibt', 'Stayed', 'not churned', 'Actif'])(
    'of a binary %s is CHURN_LABEL, turned round',
    (name) => {
      const columns = [id('ID'), binary(name)];
      const roles = suggestRoles(columns);
      expect(roles[1]).toEqual({
        role: 'CHURN_LABEL',
        reason: 'named after those who stayed: no means that a customer left',
      });
      expect(roleWarnings(columns, roles)).toEqual([`"${name}": ${roles[1]!.reason}.`]);
    },
  );

  it.each(['Status', 'flag'])('of a binary %s stays a feature that is asked about', (name) => {
    const columns = [id('ID'), binary(name)];
    const roles = suggestRoles(columns);
    expect(roles[1]!.role).toBe('FEATURE');
    expect(roles[1]!.reason).toMatch(/say what yes means if it tells who left/);
    expect(roleWarnings(columns, roles)).toEqual([expect.stringMatching(/make it the CHURN_LABEL/)]);
  });

  it.each(['Response', 'target', 'y', 'class', 'outcome', 'deposit'])(
    'of a binary %s is asked for',
    (name) => {
      const columns = [id('ID'), binary(name)];
      const roles = suggestRoles(columns);
      expect(roles[1]!.role).toBe('IGNORED');
      expect(roles[1]!.reason).toMatch(/named like an outcome, with two values.*: say what yes means/);
      expect(roleWarnings(columns, roles)).toEqual([expect.stringMatching(/make it the CHURN_LABEL/)]);
    },
  );

  it.each([
    ['Churned', 'Active'],
    ['Gekündigt', 'Aktiv'],
    ['Baja', 'Alta'],
    ['Attrited Customer', 'Existing Customer'],
  ])('of a column of %s and %s is CHURN_LABEL, whatever its name', (left, stayed) => {
    const counts = new Map([
      [left, 200],
      [stayed, 800],
    ]);
    const [role] = suggestRoles([column('Status', { type: 'CATEGORY', distinct: 2, counts })]);
    expect(role).toEqual({
      role: 'CHURN_LABEL',
      reason: `two values, of which "${left}" means that a customer left`,
    });
  });

  it('of personal data, codes, running numbers and nearly empty columns is IGNORED, and says why', () => {
    const sample = Array.from({ length: 50 }, (_, i) => String(700 + 7 * i));
    const columns = [
      column('first_name', { type: 'CATEGORY' }),
      column('Geburtsdatum', { type: 'DATE' }),
      column('Telefon', { type: 'TEXT', distinct: 990 }),
      column('zip', { type: 'CATEGORY' }),
      column('contact', { type: 'TEXT', distinct: 900, sample: ['a@b.de', 'c.d@e.com'] }),
      column('order', { distinct: ROWS, sample }),
      column('mobile2', { distinct: 900 }),
      column('note', { present: 40 }),
      column('reference', { distinct: 1000, sample: ['2864178266', '5776879099'] }),
    ];
    expect(suggestRoles(columns).map(({ role, reason }) => `${role}: ${reason}`)).toEqual([
      'IGNORED: personal data: names',
      'IGNORED: personal data: a date of birth; an age may be learned from',
      'IGNORED: a code, such as a phone, postcode or article: no quantity',
      'IGNORED: a code, such as a phone, postcode or article: no quantity',
      'IGNORED: personal data: e-mail addresses',
      'IGNORED: counts the rows',
      'IGNORED: a code, such as a phone, postcode or article: no quantity',
      'IGNORED: known in only 40 of 1000 rows',
      'IGNORED: long whole numbers, different in nearly every row: an identifier',
    ]);
  });

  it('of a label by name with three values, or of a name that only sounds like one, is FEATURE', () => {
    expect(rolesOf([column('target', { distinct: 3, type: 'CATEGORY' }), binary('days_left')])).toEqual([
      'FEATURE',
      'FEATURE',
    ]);
  });

  describe('of several states of customers', () => {
    const states = (name: string, values: string[]) =>
      column(name, {
        type: 'CATEGORY',
        distinct: values.length,
        counts: new Map(values.map((value) => [value, ROWS / values.length])),
      });

    it.each([
      ['Customer Status', ['Stayed', 'Churned', 'Joined'], '"Churned"'],
      ['account_status', ['Active', 'Trial', 'Cancelled', 'Churned'], '"Cancelled" or "Churned"'],
      ['Subscription state', ['active', 'trialing', 'canceled'], '"canceled"'],
      ['Lifecycle stage', ['New customer', 'Active - annual', 'Lapsed'], '"Lapsed"'],
      [
        'Kundenstatus',
        ['Neukunde', 'Aktiv', 'Gekündigt: Umzug', 'Ehemaliger Kunde'],
        '"Gekündigt: Umzug" or "Ehemaliger Kunde"',
      ],
      ['Estado del cliente', ['Activo', 'Nuevo', 'Baja'], '"Baja"'],
      ['Churn status', ['active', 'left', 'lost'], '"left" or "lost"'],
    ])('%s is CHURN_LABEL, and says what means that a customer left', (name, values, left) => {
      const [, suggested] = suggestRoles([id('id'), states(name, values), column('age')]);
      expect(suggested).toEqual({
        role: 'CHURN_LABEL',
        reason: `${values.length} values, of which ${left} means that a customer left`,
      });
    });

    it.each([
      ['another may mean it as well', 'Account status', ['Active', 'Paused', 'Churned']],
      ['the name says nothing', 'Group', ['Active', 'New', 'Churned']],
      ['the name does not say whose state it is', 'Status', ['Active', 'New', 'Churned']],
    ])('stays a feature that is asked about where %s', (_, name, values) => {
      const columns = [id('id'), states(name, values), column('age')];
      const suggested = suggestRoles(columns);
      expect(suggested[1]).toMatchObject({ role: 'FEATURE', reason: expect.stringContaining('say whether') });
      expect(roleWarnings(columns, suggested)).toEqual([expect.stringContaining('"Churned"')]);
    });

    it.each([
      ['Order status', ['Shipped', 'Cancelled', 'Returned']],
      ['Deal stage', ['Open', 'Closed won', 'Negotiation']],
      ['Payment state', ['Paid', 'Pending', 'Overdue']],
      ['State', ['Ohio', 'Texas', 'Utah']],
    ])('is neither suggested nor asked about where it is of something else: %s', (name, values) => {
      const columns = [id('id'), states(name, values), column('age')];
      const suggested = suggestRoles(columns);
      expect(suggested[1]!.role).toBe('FEATURE');
      expect(roleWarnings(columns, suggested)).toEqual([]);
    });

    it('is left out beside a churn label, for it says the same', () => {
      const columns = [id('id'), states('Account status', ['Active', 'Paused', 'Churned']), binary('churn')];
      expect(rolesOf(columns)).toEqual(['CUSTOMER_ID', 'IGNORED', 'CHURN_LABEL']);
    });
  });

  it('prefers churn to a response, and ignores what else is named after churn', () => {
    const columns = [binary('Response'), binary('Churn Value'), column('Churn Reason', { type: 'CATEGORY' })];
    expect(rolesOf(columns)).toEqual(['IGNORED', 'CHURN_LABEL', 'IGNORED']);
  });

  it('of the customer’s value is MONETARY_VALUE, once', () => {
    expect(rolesOf([column('CLTV'), column('total_revenue'), column('income')])).toEqual([
      'MONETARY_VALUE',
      'FEATURE',
      'FEATURE',
    ]);
  });

  it.each([
    ['TotalCharges', 'MonthlyCharges', 'month'],
    ['total_revenue', 'MRR', 'month'],
    ['Lifetime value', 'Jahresbeitrag', 'year'],
    ['CLV', 'Monatliche Gebühr', 'month'],
    ['total spend', 'cuota mensual', 'month'],
    ['total_sales', 'prime annuelle', 'year'],
    ['customer_lifetime_value', 'premium per year', 'year'],
  ])('of %s is asked for where %s is an amount per %s', (total, recurring, period) => {
    const columns = [id('id'), column(recurring), column(total)];
    const roles = suggestRoles(columns);
    expect(roles[2]!.role).toBe('MONETARY_VALUE');
    expect(roleWarnings(columns, roles)).toEqual([
      `"${total}" sums up the past, and "${recurring}" is an amount per ${period}: which of them is a customer's value? "${total}" is, unless you make the other the MONETARY_VALUE.`,
    ]);
    const answered = new Map([[recurring, { role: 'MONETARY_VALUE' as const }]]);
    expect(roleWarnings(columns, roles, answered)).toEqual([]);
  });

  it.each([
    ['total_revenue', 'monthly visits'],
    ['total_revenue', 'price'],
    ['total_revenue', 'months active'],
    ['annual revenue', 'monthly fee'],
    ['revenue', 'monthly fee'],
  ])('of %s is not asked for beside %s', (money, other) => {
    const columns = [id('id'), column(money), column(other)];
    expect(roleWarnings(columns, suggestRoles(columns))).toEqual([]);
  });

  it('of an uninformative column is IGNORED, with a reason', () => {
    const columns = [
      column('constant', { distinct: 1 }),
      column('empty', { present: 0, distinct: 0 }),
      column('comment', { type: 'TEXT', distinct: 990 }),
    ];
    expect(suggestRoles(columns)).toEqual([
      { role: 'IGNORED', reason: 'the same value in every row that has one' },
      { role: 'IGNORED', reason: 'no value at all' },
      { role: 'IGNORED', reason: 'free text: nearly every row has its own' },
    ]);
  });

  it('of a date is FEATURE, but OBSERVATION_DATE if it is the day of the export', () => {
    expect(rolesOf([column('signup', { type: 'DATE' }), column('Snapshot Date', { type: 'DATE' })])).toEqual([
      'FEATURE',
      'OBSERVATION_DATE',
    ]);
  });
});
