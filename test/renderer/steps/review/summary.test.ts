import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { SETTING_PATHS } from '../../../../renderer/steps/review/defaults.ts';
import { summarize } from '../../../../renderer/steps/review/summary.ts';
import type { StepId } from '../../../../renderer/steps/step.ts';
import { ENGLISH } from '../../../../renderer/words/use-words.ts';
import type { DraftAnswers } from '../../../../src/contract/window/draft.ts';
import { parsePath } from '../../../../src/core/spec/path.ts';
import { slotAt } from '../../../../src/core/spec/schema-walk.ts';
import { place, valueAt } from '../../../../src/core/spec/tree.ts';
import { someSettings } from '../../../core/spec/some-answers.ts';

/** Every setting is there and has a value, so that whatever is changed of it is the only thing that differs. */
const ALL = someSettings({
  ethernet: { method: 'static', address: '192.168.1.5/24', gateway: '192.168.1.1', dns: ['192.168.1.1'] },
  wifi: { country: 'GB', networks: [{ ssid: 'Green House' }] },
  services: { autoUpgrade: { flake: 'github:ada/pis' } },
});

/** They say what kind of file it is, and answer nothing. */
const NO_ANSWERS = ['$schema', 'format'];

function linesOf(answers: unknown, step?: StepId): readonly string[] {
  return summarize(ENGLISH, answers as DraftAnswers, null)
    .filter((summary) => step === undefined || summary.step === step)
    .flatMap(({ lines, secrets }) => [...lines, ...secrets.map(({ text }) => text)]);
}

/** Other values that the schema could take at a path: every one of an enumeration. */
function othersAt(path: readonly (string | number)[]): readonly unknown[] {
  const schema = slotAt(path)?.schema;
  const now = valueAt(ALL, path);
  if (schema instanceof z.ZodBoolean) return [now !== true];
  if (schema instanceof z.ZodArray) return [[...(now as readonly unknown[]), 'another']];
  if (schema instanceof z.ZodEnum) return schema.options.filter((one) => one !== now);
  return ['another'];
}

describe('what the review shows', () => {
  it.each(SETTING_PATHS.filter((path) => !NO_ANSWERS.includes(path)))('another answer to %s', (path) => {
    const at = parsePath(path) ?? [];
    for (const other of path === 'ethernet.method' ? ['dhcp'] : othersAt(at))
      expect(linesOf(place({ ...ALL }, at, other))).not.toEqual(linesOf(ALL));
  });

  it('nothing of what is as usual', () => {
    expect(linesOf(someSettings(), 'name-and-user')).toEqual(['greenhouse', 'ada, 1 SSH key']);
    expect(linesOf(someSettings(), 'extras')).toEqual(['Nothing beside the usual']);
    // Its default is not that of other boards.
    expect(linesOf(someSettings({ board: 'pi5' }), 'extras')).toEqual(['Nothing beside the usual']);
  });

  it('who gets in, and becomes root', () => {
    const user = { name: 'ada', password: 'seed', sudo: 'with-password' };
    const lines = (ssh: object): readonly string[] => linesOf(someSettings({ user, ssh }), 'name-and-user');
    expect(lines({ passwordLogin: true })).toContain('Sign-in over SSH with a password: on');
    expect(lines({ enable: false })).toContain('SSH server: off');
    expect(lines({})).toContain('Becoming root with sudo: Only with the password');
  });

  it('the network that a setting is of, and its own words', () => {
    const networks = [{ ssid: 'Green House' }, { ssid: 'Café', hidden: true, security: 'wpa2+wpa3' }];
    const wifi = { country: 'GB', backend: 'networkmanager', networks };
    const lines = linesOf(someSettings({ wifi }), 'network');
    expect(lines).toContain('Hidden network (Café): on');
    expect(lines).toContain('Security (Café): WPA2 and WPA3');
    expect(lines).toContain('Program that connects: NetworkManager');
    expect(lines.filter((line) => line.includes('Green House'))).toHaveLength(2);
  });

  it('what was switched off, beside what was switched on', () => {
    const services = { mdns: false, garbageCollection: false, nodeExporter: true };
    expect(linesOf(someSettings({ services, zram: false }), 'extras')).toEqual([
      'On: Prometheus node exporter',
      'Compressed swap in memory: off',
      'Name on the local network: off',
      'Weekly removal of old generations: off',
    ]);
  });

  it('a draft that holds anything', () => {
    for (const junk of [null, 7, [], {}, 'text'])
      for (const key of Object.keys(ALL)) expect(() => linesOf({ ...ALL, [key]: junk })).not.toThrow();
    expect(linesOf({})).toContain('Cable: address by DHCP');
  });
});
