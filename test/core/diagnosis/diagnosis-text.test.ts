import { describe, expect, test } from 'vitest';
import { buildViewSchema } from '../../../src/contract/window/build.ts';
import { flashSchema } from '../../../src/contract/window/flash.ts';
import type { Diagnosed } from '../../../src/core/diagnosis/diagnosed.ts';
import { diagnosisText } from '../../../src/core/diagnosis/diagnosis-text.ts';

const ID = 'a'.repeat(32);

/** All that a person might not want to tell has this in it. */
const MARK = 'hunter2';
const marked = (what: string): string => `${MARK}-${what}`;

const FLASH = flashSchema.parse({
  ...{
    id: 'a-job',
    state: 'failed',
    begun: true,
    onlyChanged: true,
    startedAt: '2026-11-03T14:05:00.000Z',
    elapsedMs: 45_300,
  },
  image: {
    ...{ name: marked('image'), host: marked('host'), user: marked('user') },
    ...{ board: 'pi4', nixos: marked('nixos'), bytes: 3_254_779_904 },
  },
  ...{ questions: [], rewrite: null, waitMs: 0, sha256: null },
  error: { code: 'unexpected', facts: { detail: `ENOENT /home/${marked('home')}`, where: 'TypeError main.js:47:11' } },
  targets: [
    {
      ...{ id: ID, name: 'Generic STORAGE', doing: null, rate: null, remainingMs: null, limitedBy: 'drive' },
      drive: {
        ...{ name: 'Generic STORAGE', kernelName: 'sdb', bytes: 31_914_983_424, bus: 'usb', kind: 'disk' },
        ...{ serial: `${marked('serial')}1536`, removable: true },
        content: {
          ...{ known: true, fsType: null, label: marked('label'), usedBytes: null, partitions: [], uses: [] },
          mounts: [`/media/${marked('mount')}`],
          card: { kind: 'nixberry', host: marked('host'), nixos: '26.05', writtenAt: null },
        },
      },
      phases: [
        { phase: 'check', state: 'done', bytes: 0, of: null, ms: 1500 },
        { phase: 'write', state: 'failed', bytes: 1_222_000_000, of: 3_254_779_904, ms: 29_600.4 },
        { phase: 'flush', state: 'waiting', bytes: 0, of: null, ms: 0 },
      ],
      ...{ sectorBytes: 512, stalledMs: null },
      note: { code: 'unmounted', facts: { paths: marked('note') } },
      samples: [40e6, 10e6, 42.04e6].map((rate, second) => ({ atMs: second * 1000, rate, phase: 'write' })),
      ...{ extremes: [], end: { afterMs: 45_300, place: null } },
      hostKey: { host: marked('host'), fingerprint: marked('key'), line: marked('line') },
      outcome: {
        ...{ kind: 'failed', code: 'bad-sector', state: 'unbootable' },
        facts: { device: `/dev/${marked('device')}`, operation: 'write', errno: 'EIO', offset: 1_048_576 },
      },
    },
  ],
});

const BUILD = buildViewSchema.parse({
  ...{ id: 'a-build', state: 'failed', outdated: false, stopping: false, host: marked('host') },
  ...{ place: `host:${marked('place')}`, system: 'aarch64-linux', startedAt: 1000, endedAt: 60_000, how: 'native' },
  why: null,
  phases: [
    { phase: 'evaluate', state: 'done', startedAt: 1000, endedAt: 22_000 },
    { phase: 'build', state: 'failed', startedAt: 22_000, endedAt: null },
  ],
  builds: { done: 37, expected: 112, running: 0, failed: 1 },
  ...{ fetches: { done: 0, expected: 0 }, downloads: { bytes: 5, expectedBytes: 7 } },
  running: [{ name: marked('derivation'), machine: marked('machine'), phase: null, since: 1 }],
  ...{ plan: null, estimateMs: null, logLines: 3, notes: [{ code: 'substitute', facts: { url: marked('url') } }] },
  error: {
    code: 'build-failed',
    facts: { cause: 'builder-failed', detail: marked('detail'), path: `/home/${marked('path')}`, exit: 2 },
    ...{ derivation: marked('derivation'), logStart: 0 },
  },
  result: null,
});

const SAID: Diagnosed = {
  versions: ['Nixberry 1.2.3', 'Electron 33'],
  preferences: { language: 'fr', theme: 'dark', textPercent: 150 },
  flash: FLASH,
  build: BUILD,
  errors: [
    {
      ...{ at: '2026-11-03T14:06:00.000Z', call: 'draft.save', code: 'draft-unsaved' },
      facts: { file: `/home/${marked('file')}`, detail: 'ENOSPC' },
    },
    {
      ...{ at: '2026-11-03T14:07:00.000Z', call: 'secrets.set', code: 'secret-refused' },
      facts: { what: 'wifi', ssid: marked('network'), reason: 'short' },
    },
    {
      ...{ at: '2026-11-03T14:08:00.000Z', call: 'places.add', code: 'remote-unreachable' },
      facts: { place: marked('place'), ssh: marked('ssh'), detail: marked('words'), reason: marked('reason') },
    },
  ],
};

describe('the diagnosis', () => {
  test('says what ran, how long each phase took, how fast it was, and how it ended', () => {
    expect(diagnosisText(SAID).split('\n')).toEqual([
      'Nixberry 1.2.3',
      'Electron 33',
      'window: fr, dark, text 150 %',
      'write: failed after 45300 ms, image of 3254779904 bytes, only what differs, unexpected (where=TypeError main.js:47:11)',
      '  "Generic STORAGE", 31914983424 bytes, disk on usb, removable, sectors of 512 bytes, serial …1536',
      '    check: done, 1500 ms',
      '    write: failed, 29600 ms, 1222000000 bytes, min/median/max 10.0/40.0/42.0 MB/s',
      '    limited by: drive',
      '    ended: bad-sector (operation=write, errno=EIO, offset=1048576), card unbootable',
      'build: failed elsewhere, native for aarch64-linux',
      '  evaluate: done, 21000 ms',
      '  build: failed',
      '  37 of 112 built, 5 of 7 bytes downloaded',
      '  ended: build-failed (cause=builder-failed)',
      'errors:',
      '  2026-11-03T14:06:00.000Z draft.save draft-unsaved (detail=ENOSPC)',
      '  2026-11-03T14:07:00.000Z secrets.set secret-refused (what=wifi, reason=short)',
      '  2026-11-03T14:08:00.000Z places.add remote-unreachable',
    ]);
  });

  test('tells nothing about a person, whatever stands around', () => {
    expect(JSON.stringify(SAID).split(MARK).length).toBeGreaterThan(20);
    expect(diagnosisText(SAID)).not.toContain(MARK);
    expect(diagnosisText(SAID)).not.toMatch(/\/(?:home|dev|media)\//);
  });

  test('says that nothing was done yet', () => {
    const fresh = { ...SAID, preferences: null, flash: null, build: null, errors: [] };
    expect(diagnosisText(fresh)).toBe('Nixberry 1.2.3\nElectron 33\nnothing was written\nnothing was built\nno errors');
  });

  test('of a card that is right: how much was written, and whether a block twice', () => {
    const [target] = FLASH.targets;
    if (!target) throw new Error('no target');
    const counts = { bytes: 100, writtenBytes: 40, skippedBytes: 10, rewritten: 32 };
    const outcome = { kind: 'done', verified: 'direct', ...counts } as const;
    const text = diagnosisText({ ...SAID, flash: { ...FLASH, targets: [{ ...target, outcome }] } });
    expect(text).toContain(
      'ended: done, verified direct, 40 of 100 bytes written, 10 left out, rewritten at byte 32\n',
    );
  });

  test('of a long write: its slowest and fastest second, also where the points of the plot are means', () => {
    const extremes = [
      { phase: 'verify', least: 1, most: 9e9 },
      { phase: 'write', least: 0.5e6, most: 51.26e6 },
    ];
    const targets = FLASH.targets.map((one) => ({ ...one, extremes }));
    const text = diagnosisText({ ...SAID, flash: { ...FLASH, targets } });
    expect(text).toContain('min/median/max 0.5/40.0/51.3 MB/s\n');
  });

  test.each([
    ['1234', 'a short serial'],
    ['1234567', 'a short serial'],
    ['12345678', 'serial …5678'],
  ])('of the serial %s: %s', (serial, said) => {
    const targets = FLASH.targets.map((one) => ({ ...one, drive: one.drive && { ...one.drive, serial } }));
    const text = diagnosisText({ ...SAID, flash: { ...FLASH, targets } });
    expect(text).toContain(`sectors of 512 bytes, ${said}\n`);
    expect(text).not.toContain(serial);
  });
});
