import { decimalSign } from '#lib/format/number.ts';
import { type ChartTable, toTabs } from './chart-table';
import { type Caption, toPng } from './export-picture';

/** Whether this page may write to the clipboard: browsers allow it over https and on this machine alone. */
export const canCopy = (): boolean => navigator.clipboard !== undefined;

/** Puts a table on the clipboard, as spreadsheets take it. */
export function copyTable(table: ChartTable): Promise<void> {
  return navigator.clipboard.writeText(toTabs(table, decimalSign()));
}

/** Puts a picture on the clipboard. Safari wants it promised, not waited for. */
export function copyPicture(svg: SVGSVGElement, caption: Caption): Promise<void> {
  return navigator.clipboard.write([new ClipboardItem({ 'image/png': toPng(svg, caption) })]);
}
