import { expect, it } from 'vitest';
import type { BuildEvent } from '../../../src/core/nix/events.ts';
import { followLog } from '../../../src/core/nix/follow.ts';

const WARNING = String.raw`\u001b[35;1mwarning:\u001b[0m`;

// What a daemon tells a user whom it does not trust, as Nix 2.8 and 2.26 printed it.
it.each([
  ['2.8', `${WARNING} ignoring untrusted substituter 'https://cache.example.org'`],
  [
    '2.26',
    String.raw`${WARNING} ignoring untrusted substituter 'https://cache.example.org', you are not a trusted user.\nRun ${'`man nix.conf`'} for more information on the ${'`substituters`'} configuration option.`,
  ],
])('a cache that Nix %s ignores is told once, and what would mend it', (_, msg) => {
  const events: BuildEvent[] = [];
  const log = followLog((event) => events.push(event), { now: () => 0 });
  const line = `@nix {"action":"msg","level":0,"msg":"${msg}"}`;
  log.line(line);
  log.line(line);
  log.line(line.replace('cache.example.org', 'other.example.org'));
  expect(events).toEqual(
    ['https://cache.example.org', 'https://other.example.org'].map((substituter) => ({
      ...{ type: 'note', code: 'cache-ignored', facts: { substituter } },
    })),
  );
});
