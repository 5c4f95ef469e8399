import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { expectNetworkArrived } from './arrived-network.ts';
import { expectArrived } from './arrived.ts';
import { factsOf } from './facts.ts';
import { settingsOf } from './project.ts';
import type { Answers } from '../../src/core/spec/settings.ts';

const corpus = z.array(
  z.discriminatedUnion('expect', [
    z.object({ expect: z.literal('refused'), name: z.string() }),
    z.object({
      ...{ expect: z.literal('accepted'), name: z.string(), path: z.string(), value: z.string() },
      answers: z.custom<Answers>(),
    }),
  ]),
);

/** The value at `user.sshKeys[0]`. */
function at(value: unknown, path: string): unknown {
  const steps = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  return steps.reduce<unknown>((inner, step) => (inner as Record<string, unknown> | undefined)?.[step], value);
}

it('hostile answers arrive unchanged', async () => {
  const all = corpus.parse(JSON.parse(await readFile('test/fixtures/hostile-answers/answers.json', 'utf8')));
  const accepted = all.filter((one) => one.expect === 'accepted');
  const hosts = accepted.map((one, index) => settingsOf({ ...one.answers, hostName: `hostile-${index}` }));
  const facts = await factsOf(hosts);
  for (const [index, { name, path, value }] of accepted.entries()) {
    const host = hosts[index]!;
    const arrived = facts.get(host.hostName)!;
    expect(at(arrived.nixberry, path), name).toBe(value);
    await expectArrived(host, arrived);
    expectNetworkArrived(host, arrived);
  }
});
