import { describe, expect, it } from 'vitest';
import { failBuild } from '../../../src/core/nix/failure.ts';
import { INITIAL_NIX_STATE } from '../../../src/core/nix/state.ts';
import { fakeNix } from '../kept/fake-nix.ts';

const nix = fakeNix({});

function failed(text: string, elsewhere: string | null) {
  const state = { ...INITIAL_NIX_STATE, errors: [{ headline: text, text }] };
  return failBuild(state, 1, { nix, elsewhere }, new AbortController().signal, () => undefined);
}

describe.each([
  ['Connection to big closed by remote host.', 'connection-lost'],
  ['client_loop: send disconnect: Broken pipe', 'connection-lost'],
  ['unexpected end-of-file', 'daemon-lost'],
  ['Nix daemon disconnected unexpectedly (maybe it crashed?)', 'daemon-lost'],
])('%s', (text, cause) => {
  it('is no failure of a build elsewhere', async () => {
    const { code, facts } = await failed(text, 'big');
    expect({ code, facts }).toMatchObject({ code: 'remote-lost', facts: { place: 'big', detail: text } });
  });

  it('is one here', async () => {
    const { code, facts } = await failed(text, null);
    expect({ code, facts }).toMatchObject({ code: 'build-failed', facts: { cause, place: null } });
  });
});

it.each(['Recv failure: Connection reset by peer (56)', 'Send failure: Broken pipe (55)'])(
  'a download that breaks off elsewhere is no connection to that machine: %s',
  async (answer) => {
    const { code, facts } = await failed(`unable to download 'https://cache/x.nar': ${answer}`, 'big');
    expect({ code, facts }).toMatchObject({ code: 'build-failed', facts: { cause: 'download-failed', answer } });
  },
);

it('where the slip in a flake is, and where it was built, are two facts', async () => {
  const { facts } = await failed("syntax error, unexpected ';'\n at /f/flake.nix:8:36", 'big');
  expect(facts).toMatchObject({ cause: 'syntax', at: '/f/flake.nix:8:36', place: 'big' });
});

describe('nobody may build', () => {
  const NOBODY = "unable to start any build; either increase '--max-jobs' or enable remote builds";
  const ignored = (setting: string): string =>
    `ignoring the client-specified setting '${setting}', because it is a restricted setting and you are not a trusted user`;

  it.each([
    ['because the daemon passes over the builders', true, ['builders'], { cause: 'not-trusted', setting: 'builders' }],
    ['for another reason than what it warns of', true, ['cores'], { cause: 'no-builder', onlyBuilders: true }],
    ['here', false, [], { cause: 'no-builder', onlyBuilders: false }],
  ])('%s', async (_, onlyBuilders, settings, facts) => {
    const errors = [{ headline: NOBODY, text: NOBODY }];
    const state = { ...INITIAL_NIX_STATE, errors, warnings: settings.map(ignored) };
    const site = { nix, elsewhere: null, onlyBuilders };
    const error = await failBuild(state, 1, site, new AbortController().signal, () => undefined);
    expect(error).toMatchObject({ code: 'build-failed', facts });
  });
});
