import { paths } from '#lib/paths.ts';
import { say } from './messages';

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
  const { screens, also } = say();
  const part = (path: string, view: string) => `${path}?view=${view}`;
  const of = (id: string): Screen[] => [
    { name: screens.overview, href: paths.overview(id), key: 'o', also: also.overview },
    { name: screens.customers, href: paths.customers(id), key: 'c', also: also.customers },
    { name: screens.segments, href: paths.segments(id), key: 's', also: also.segments },
    { name: screens.profiles, href: part(paths.segments(id), 'profiles'), also: also.profiles },
    {
      name: screens.distributions,
      href: part(paths.segments(id), 'distributions'),
      also: also.distributions,
    },
    { name: screens.compareTwo, href: part(paths.segments(id), 'two') },
    { name: screens.flow, href: part(paths.segments(id), 'flow'), also: also.flow },
    { name: screens.whomToContact, href: paths.churn(id), key: 'h', also: also.whomToContact },
    { name: screens.why, href: part(paths.churn(id), 'why'), also: also.why },
    {
      name: screens.trust,
      href: part(paths.churn(id), 'trust'),
      also: also.trust,
    },
    { name: screens.versions, href: part(paths.churn(id), 'versions'), also: also.versions },
    { name: screens.value, href: paths.value(id), key: 'v', also: also.value },
    { name: screens.strategies, href: paths.strategies(id), key: 't', also: also.strategies },
    { name: screens.campaigns, href: paths.campaigns(id), key: 'p', also: also.campaigns },
    { name: screens.monitoring, href: paths.monitoring(id), key: 'm', also: also.monitoring },
  ];
  return [
    ...(dataset === null ? [] : of(dataset)),
    { name: screens.import, href: paths.import, key: 'i', also: also.import },
    ...(mayAdminister
      ? [{ name: screens.integrations, href: paths.integrations, key: 'n', also: also.integrations }]
      : []),
    {
      name: screens.explorer,
      href: paths.explorer(dataset),
      key: 'x',
      also: also.explorer,
    },
    { name: screens.settings, href: paths.settings, key: ',', also: also.settings },
  ];
}
