// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import ChartTableView from '#lib/charts/ChartTableView.svelte';
import { markerPath } from '#lib/charts/marker-path.ts';
import { describeFailure } from '#lib/graphql/failure.ts';
import FailureNotice from './FailureNotice.svelte';
import Menu from './Menu.svelte';
import ProgressBar from './ProgressBar.svelte';
import RiskBadge from './RiskBadge.svelte';
import SegmentLabel from './SegmentLabel.svelte';
import Table from './Table.svelte';
import type { TableColumn } from './table-column';

afterEach(cleanup);
const text = (words: string) => createRawSnippet(() => ({ render: () => `<span>${words}</span>` }));

describe('FailureNotice', () => {
  it('says what happened and tries again', async () => {
    const retry = vi.fn();
    render(FailureNotice, { failure: describeFailure('INTERNAL', 'It broke.'), onretry: retry });
    expect(screen.getByRole('alert').textContent).toContain('It broke.');
    await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });
});

describe('Menu', () => {
  it('opens, runs what is chosen and closes', async () => {
    const run = vi.fn();
    render(Menu, { label: 'Download', items: [{ label: 'CSV', run }], children: text('↓') });
    expect(screen.queryByRole('button', { name: 'CSV' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Download' }));
    await fireEvent.click(screen.getByRole('button', { name: 'CSV' }));
    expect(run).toHaveBeenCalledOnce();
    expect(screen.queryByRole('button', { name: 'CSV' })).toBeNull();
  });

  it('closes on Escape and gives the focus back', async () => {
    render(Menu, { label: 'Download', items: [{ label: 'CSV', run: () => {} }], children: text('↓') });
    const button = screen.getByRole('button', { name: 'Download' });
    await fireEvent.click(button);
    await fireEvent.keyDown(screen.getByRole('button', { name: 'CSV' }), { key: 'Escape' });
    expect(screen.queryByRole('button', { name: 'CSV' })).toBeNull();
    expect(document.activeElement).toBe(button);
  });
});

describe('ProgressBar', () => {
  it('stays within 0 and 100', () => {
    render(ProgressBar, { value: 1.7, label: 'Import' });
    expect(screen.getByRole('progressbar', { name: 'Import' }).getAttribute('aria-valuenow')).toBe('100');
  });
});

describe('RiskBadge', () => {
  it('says the band in words, not by colour alone', () => {
    render(RiskBadge, { band: 'HIGH' });
    expect(screen.getByText('High')).toBeTruthy();
  });
});

describe('SegmentLabel', () => {
  it('has the shape of its place among the segments and the colour of its key', () => {
    const { container } = render(SegmentLabel, { segment: { index: 1, colour: 4, name: 'Young' } });
    const marker = container.querySelector('path')!;
    expect(marker.getAttribute('d')).toBe(markerPath(1, 6, 6, 4.6));
    expect(marker.getAttribute('style')).toContain('--segment-5');
    expect(container.textContent?.trim()).toBe('Young');
  });
});

describe('Table', () => {
  type Row = { name: string; count: number };
  const columns: TableColumn<unknown>[] = [
    { name: 'Name', text: (row) => (row as Row).name },
    { name: 'Customers', number: true, text: (row) => String((row as Row).count) },
    { name: 'Actions', headless: true, cell: text('Delete') },
  ];
  const rows = [
    { name: 'Shop', count: 294 },
    { name: 'Sample', count: 5000 },
  ];

  it('is named by its caption, and heads its columns and rows', () => {
    render(Table, { caption: 'Datasets', columns, rows });
    expect(screen.getByRole('table', { name: 'Datasets' })).toBeTruthy();
    expect(screen.getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual([
      'Name',
      'Customers',
      'Actions',
    ]);
    expect(screen.getAllByRole('rowheader').map((cell) => cell.textContent?.trim())).toEqual([
      'Shop',
      'Sample',
    ]);
  });

  it('draws a cell as words or as the caller draws it', () => {
    render(Table, { caption: 'Datasets', columns, rows });
    expect(screen.getAllByRole('cell').map((cell) => cell.textContent?.trim())).toEqual([
      '294',
      'Delete',
      '5000',
      'Delete',
    ]);
  });

  it('can be scrolled with the keyboard', () => {
    render(Table, { caption: 'Datasets', columns, rows, maxHeight: '4rem' });
    expect(screen.getByRole('region', { name: 'Datasets' }).tabIndex).toBe(0);
  });
});

describe('ChartTableView', () => {
  it('shows the first 200 rows and says how many there are', () => {
    const rows = Array.from({ length: 250 }, (_, index) => [`customer ${index}`, index]);
    render(ChartTableView, { table: { columns: ['Customer', 'x'], rows }, caption: 'The customers' });
    expect(screen.getAllByRole('row')).toHaveLength(201);
    expect(screen.getByText(/first 200 of 250 rows/)).toBeTruthy();
  });
});
