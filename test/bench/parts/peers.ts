import { measureGeneration } from '../lib/generation.ts';
import { installPeers } from '../lib/install.ts';
import { listCalls, type PeerCall, usualCalls } from '../lib/peer-calls.ts';
import { render, summarise } from '../lib/report.ts';
import { measureRounds } from '../lib/rounds.ts';
import { oidcProviders, type Stage, setStage } from '../lib/stage.ts';
import { chosen, type Outcome, type Part, type PartSettings } from './part.ts';

/** The service beside what it is made of and what it competes with, all in the same rounds. */
export const peers: Part = {
  summary: 'the service beside Express, its validator and oidc-provider',
  calls: usualCalls,
  measure: (settings) => measureCalls(usualCalls, settings),
};

export const lists: Part = {
  summary: 'lists of 1,000,000 keys beside lists of 1,000',
  calls: listCalls,
  measure: (settings) => measureCalls(listCalls, settings),
};

async function measureCalls(calls: readonly PeerCall[], settings: PartSettings): Promise<Outcome> {
  const wanted = chosen(calls, settings.only);
  const servers = new Set(wanted.map(({ server }) => server));
  if (oidcProviders.some((name) => servers.has(name))) installPeers();
  settings.report('starting the servers');
  await using stage = await setStage(servers, settings.report);
  const results = await measureRounds(
    wanted.map((call) => toLine(stage, call)),
    settings,
  );
  settings.report('generating');
  const report = summarise(wanted, results, await measureGeneration());
  return { report, text: render(report) };
}

function toLine(stage: Stage, { prepare, server, ...call }: PeerCall) {
  return { ...call, urls: [stage.get(server).url], prepare: (room: number) => prepare(stage, room) };
}
