import { afterEach, expect, it, vi } from 'vitest';
import { hearsOfJobs } from '../../../src/node/sleep/hears-of-jobs.ts';
import { onlyPrograms } from '../../support/programs.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const GNOME = 'case "$*" in *org.gnome.SessionManager*)';
const PLASMA = 'case "$*" in *org.freedesktop.PowerManagement*)';

it.each([
  ['the session manager of GNOME', { busctl: `${GNOME} echo b true;; *) echo b false;; esac` }, true],
  ['power management, as Plasma has it', { busctl: `${PLASMA} echo b true;; *) echo b false;; esac` }, true],
  ['nobody', { busctl: 'echo b false' }, false],
  [
    'one of them, where there is no systemd',
    { 'dbus-send': `echo method return time=1; ${GNOME} echo "   boolean true";; *) echo "   boolean false";; esac` },
    true,
  ],
  ['one of them, where systemd has no session bus', { busctl: 'exit 1', 'dbus-send': 'echo "   boolean true"' }, true],
  ['no session bus', { busctl: 'exit 1', 'dbus-send': 'exit 1' }, false],
  ['no program that tells', {}, false],
])('on Linux: %s', async (_, programs: Readonly<Record<string, string>>, heard) => {
  await onlyPrograms(programs);
  expect(await hearsOfJobs('linux')).toBe(heard);
});

it.each([
  ['darwin', true],
  ['win32', true],
  ['freebsd', false],
] as const)('on %s: %s', async (platform, heard) => {
  await onlyPrograms({});
  expect(await hearsOfJobs(platform)).toBe(heard);
});
