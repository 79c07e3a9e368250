import { paths } from '#lib/paths.ts';

/** A screen, as the palette and the shortcuts lead to it. */
export interface Screen {
  readonly name: string;
  readonly href: string;
  /** Pressed after g. */
  readonly key?: string;
  /** Other words that find it. */
  readonly also?: string;
}

/** The screens that a person may open, in the order of the rail, with the parts of those that have some. */
export function screensOf(dataset: string | null, mayAdminister: boolean): Screen[] {
  const part = (path: string, view: string) => `${path}?view=${view}`;
  const of = (id: string): Screen[] => [
    { name: 'Overview', href: paths.overview(id), key: 'o', also: 'home start' },
    { name: 'Customers', href: paths.customers(id), key: 'c', also: 'list' },
    { name: 'Segments', href: paths.segments(id), key: 's', also: 'map groups' },
    { name: 'Segments: profiles', href: part(paths.segments(id), 'profiles'), also: 'heat map' },
    { name: 'Segments: distributions', href: part(paths.segments(id), 'distributions'), also: 'histogram' },
    { name: 'Segments: compare two', href: part(paths.segments(id), 'two') },
    { name: 'Segments: flow', href: part(paths.segments(id), 'flow'), also: 'change moved' },
    { name: 'Churn: whom to contact', href: paths.churn(id), key: 'h', also: 'call threshold money' },
    { name: 'Churn: why', href: part(paths.churn(id), 'why'), also: 'reasons importance' },
    {
      name: 'Churn: can you trust it?',
      href: part(paths.churn(id), 'trust'),
      also: 'honesty auc calibration',
    },
    { name: 'Churn: versions', href: part(paths.churn(id), 'versions'), also: 'models promote' },
    { name: 'Value', href: paths.value(id), key: 'v', also: 'worth cohorts' },
    { name: 'Strategies', href: paths.strategies(id), key: 't', also: 'plays advice plan' },
    { name: 'Campaigns', href: paths.campaigns(id), key: 'p', also: 'hold-out effect' },
    { name: 'Monitoring', href: paths.monitoring(id), key: 'm', also: 'drift alerts' },
  ];
  return [
    ...(dataset === null ? [] : of(dataset)),
    { name: 'Import', href: paths.import, key: 'i', also: 'upload file' },
    ...(mayAdminister
      ? [{ name: 'Integrations', href: paths.integrations, key: 'n', also: 'api keys webhooks' }]
      : []),
    {
      name: 'Explorer',
      href: paths.explorer(dataset),
      key: 'x',
      also: 'graphql api query schema documentation',
    },
    { name: 'Settings', href: paths.settings, key: ',', also: 'people account' },
  ];
}
