import { installPeers } from '../lib/install.ts';
import { measurePipeline } from '../lib/pipeline.ts';
import { renderPipeline } from '../lib/pipeline-report.ts';
import type { Part } from './part.ts';

export const pipeline: Part = {
  summary: "other people's documents, GitHub's beside openapi-typescript, and saving",
  async measure({ rounds, report: showProgress }) {
    installPeers();
    const report = await measurePipeline(rounds, showProgress);
    return { report, text: renderPipeline(report) };
  },
};
