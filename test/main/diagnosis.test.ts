import { expect, test, vi } from 'vitest';
import { diagnosis } from '../../src/main/diagnosis.ts';
import { createNoted } from '../../src/main/noted.ts';
import { BUILD_FAILED } from '../e2e/states/builds.ts';
import { WRITE_FAILED } from '../e2e/states/writes.ts';

vi.mock('electron', () => ({ app: { getVersion: () => '1.2.3' } }));

const AT = '2026-11-03T14:32:00.000Z';

test('a fresh window tells its versions and the system', () => {
  const lines = diagnosis(
    {},
    createNoted(() => AT),
  ).split('\n');
  expect(lines[0]).toBe('Nixberry 1.2.3');
  expect(lines[1]).toContain(`Node ${process.versions.node}`);
  expect(lines[2]).toMatch(new RegExp(`^${process.platform} .* ${process.arch}$`));
  expect(lines.slice(3)).toEqual(['nothing was written', 'nothing was built', 'no errors']);
});

test('jobs that the page has gone on from are told with what they ended in, and with nothing about a person', () => {
  const noted = createNoted(() => AT);
  noted.flashEnded(WRITE_FAILED);
  noted.buildEnded(BUILD_FAILED);
  const text = diagnosis({ flash: null, build: null }, noted);
  expect(text).toContain('write: failed after 31100 ms, image of 3254779904 bytes');
  expect(text).toContain('"Generic MassStorageClass", 31914983424 bytes, disk on usb, removable, sectors of 512 bytes');
  expect(text).toMatch(/write: failed, 29600 ms, 1222000000 bytes, min\/median\/max [\d.]+\/[\d.]+\/[\d.]+ MB\/s/);
  expect(text).toContain('ended: drive-lost, card unbootable');
  expect(text).toContain('build: failed here, cross for x86_64-linux');
  expect(text).toContain(`${AT} flash drive-lost`);
  expect(text).toMatch(new RegExp(`${AT} build build-failed \\(.*cause=builder-failed`));
  expect(text).not.toMatch(/greenhouse|ada|000000001536|nothing was/);
});
