import type { ReportContent, ReportSection, ReportTable } from './report-content.js';

const STYLE = `
:root{color-scheme:light dark;--ink:light-dark(#14191c,#eceff1);--quiet:light-dark(#5a6469,#98a2a9);--line:light-dark(#dee3e4,#2a2f36);--mark:light-dark(#0b6b5e,#5bcdb8);--paper:light-dark(#fff,#111317)}
*{box-sizing:border-box}
body{margin:0 auto;padding:2.5rem 1.5rem;max-width:52rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:anywhere}
h1{margin:0;font-size:1.75rem;line-height:1.25}h2{margin:0 0 .75rem;font-size:1.25rem}
header,section{margin-bottom:2.5rem}p{margin:0 0 .5rem;max-width:72ch}.quiet{color:var(--quiet);font-size:.875rem}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1rem 1.5rem;margin:0 0 1rem}dt{color:var(--quiet);font-size:.875rem}dd{margin:0;font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}
ul{margin:0;padding-left:1.25rem}li{margin-bottom:.25rem}
ol{list-style:none;margin:0;padding:0}ol li{margin-bottom:.75rem}.bar{display:block;height:.5rem;margin-top:.25rem;background:var(--line)}.bar i{display:block;height:100%;background:var(--mark);print-color-adjust:exact;-webkit-print-color-adjust:exact}
.scroll{overflow-x:auto}table{width:100%;border-collapse:collapse;font-variant-numeric:tabular-nums}td:not(:first-child){white-space:nowrap}th[scope=row]{min-width:12rem}th,td{padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:normal}th{color:var(--quiet);font-size:.875rem;font-weight:500}
@media print{:root{color-scheme:light}body{padding:0;max-width:none;font-size:10.5pt}section{break-inside:avoid}h2{break-after:avoid}.scroll{overflow:visible}}
`;

/** What is written around a report. */
export interface Imprint {
  readonly madeAt: Date;
  /** Until when a link shows it; null for a file. */
  readonly until: Date | null;
}

/** A report as one HTML page that needs nothing else: no script, no font, no picture, no address. */
export function renderReport(content: ReportContent, { madeAt, until }: Imprint): string {
  const { title, dataset, sections, assumptions } = content;
  const made = `${moment(madeAt)}${until === null ? '' : `; this link shows it until ${moment(until)}`}`;
  const given: ReportSection = { title: 'What is taken for granted', sentences: assumptions };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${text(title)} · ${text(dataset)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${text(title)}</h1><p class="quiet">${text(dataset)} · as of ${made} · Holdfast</p></header>
<main>
${[...sections, ...(assumptions.length > 0 ? [given] : [])].map(section).join('\n')}
</main>
</body>
</html>
`;
}

function section({ title, sentences = [], figures = [], bars = [], table }: ReportSection): string {
  const parts = [
    figures.length === 0
      ? ''
      : `<dl>${figures.map(({ name, value }) => `<div><dt>${text(name)}</dt><dd>${text(value)}</dd></div>`).join('')}</dl>`,
    sentences.length === 1 ? `<p>${text(sentences[0]!)}</p>` : '',
    sentences.length > 1 ? `<ul>${sentences.map((one) => `<li>${text(one)}</li>`).join('')}</ul>` : '',
    bars.length === 0 ? '' : `<ol>${bars.map(bar).join('')}</ol>`,
    table === undefined ? '' : tableOf(title, table),
  ];
  return `<section><h2>${text(title)}</h2>${parts.join('')}</section>`;
}

function bar({ name, share, text: said }: NonNullable<ReportSection['bars']>[number]): string {
  const width = Math.round(1000 * Math.min(1, Math.max(0, share))) / 10;
  return `<li><strong>${text(name)}</strong> <span class="quiet">${text(said)}</span><span class="bar"><i style="width:${width}%"></i></span></li>`;
}

function tableOf(title: string, { head, rows }: ReportTable): string {
  const heads = head.map((name) => `<th scope="col">${text(name)}</th>`).join('');
  const lines = rows.map((row) => {
    const [first = '', ...others] = row;
    return `<tr><th scope="row">${text(first)}</th>${others.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="${text(title)}"><table><thead><tr>${heads}</tr></thead><tbody>${lines.join('')}</tbody></table></div>`;
}

/** Everything that is not ours is text, whatever it looks like. */
function text(raw: string): string {
  return raw.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
