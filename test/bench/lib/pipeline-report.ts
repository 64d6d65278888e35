import { type DocumentReport, type PipelineReport, steps } from './pipeline.ts';
import { median } from './statistics.ts';

const heading = ['', 'OpenAPI', 'MB', 'files', 'operations', ...steps.map((step) => `${step} s`)];

/** The pipeline's report as people read it. */
export function renderPipeline(report: PipelineReport): string {
  const { documents, ratio, medianSeconds, unchangedMilliseconds, saveToAnswer } = report;
  const both = saveToAnswer.map(({ server, mock }) => Math.max(server, mock));
  const verdict = ratio.median <= 1 ? 'met' : 'not met';
  return [
    'public documents',
    row(heading, ''),
    ...documents.map(renderDocument),
    '',
    "GitHub's document, whole commands, in turn; medians",
    `  latchkey generate ${fixed(medianSeconds.latchkey)} s, openapi-typescript ${fixed(medianSeconds.openapiTypescript)} s`,
    `  ratio ${fixed(ratio.median)} (least ${fixed(ratio.least)}, greatest ${fixed(ratio.greatest)})   aim ≤ 1.0: ${verdict}`,
    `  unchanged: ${Math.round(unchangedMilliseconds)} ms`,
    '',
    `save to answer under npm run dev, this contract, ${saveToAnswer.length} saves, warm`,
    milliseconds(
      'server',
      saveToAnswer.map(({ server }) => server),
    ),
    milliseconds(
      'mock',
      saveToAnswer.map(({ mock }) => mock),
    ),
    `${milliseconds('both', both)}   aim < 500: ${median(both) < 500 ? 'met' : 'not met'}`,
  ].join('\n');
}

function milliseconds(title: string, times: readonly number[]): string {
  const [middle, least, greatest] = [median(times), Math.min(...times), Math.max(...times)].map(Math.round);
  return `  ${title.padEnd(8)} median ${middle} ms (least ${least}, greatest ${greatest})`;
}

function renderDocument({ name, openapi, megabytes, files, operations, seconds, result }: DocumentReport): string {
  const times = steps.map((step) => (seconds[step] === undefined ? '' : fixed(seconds[step])));
  return row([name, openapi ?? '', fixed(megabytes), String(files), String(operations ?? ''), ...times], result);
}

function row([title = '', ...cells]: readonly string[], result: string): string {
  return `  ${title.padEnd(21)}${cells.map((cell) => cell.padStart(11)).join('')}   ${result}`.trimEnd();
}

function fixed(number: number): string {
  return number.toFixed(2);
}
