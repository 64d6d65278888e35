/** The scripts of the reference page that need no browser, in the order in which the page loads them. */
import '../../docs/page/examples.js';
import '../../docs/page/call.js';
import '../../docs/page/curl.js';
import '../../docs/page/client.js';
import '../../docs/page/samples.js';

interface Sample {
  readonly id: 'curl' | 'client';
  readonly title: string;
  readonly language: string;
  readonly text: string;
}

export const { codeSamples } = globalThis as unknown as {
  codeSamples(document: object, path: string, method: string): Sample[];
};

/** One sample of an operation; undefined if there is none of that kind. */
export function sampleOf(document: object, path: string, method: string, id: Sample['id']): string | undefined {
  return codeSamples(document, path, method).find((sample) => sample.id === id)?.text;
}
