import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mayClose, type ClosingJob, type ClosingWrite } from '../../src/main/closing.ts';
import { mainWords } from '../../src/main/words.ts';

const { ask } = vi.hoisted(() => ({ ask: vi.fn<() => Promise<{ response: number }>>() }));
vi.mock('electron', () => ({ BrowserWindow: { getAllWindows: () => [] }, dialog: { showMessageBox: ask } }));

const STAY = { response: 0 };
const LEAVE = { response: 1 };

beforeEach(() => {
  ask.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A job that ends when it is asked to. */
function job(isBusy: boolean, hasBegun = true) {
  const state = { isBusy, closed: 0 };
  const close = (): Promise<void> => {
    Object.assign(state, { isBusy: false, closed: state.closed + 1 });
    return Promise.resolve();
  };
  const job = { isBusy: () => state.isBusy, close, hasBegun: () => hasBegun };
  return { state, job: job satisfies ClosingWrite };
}

function close(flash: ClosingWrite, builds: ClosingJob, packages = job(false).job, driveList = job(false).job) {
  return mayClose({ flash, builds, packages, driveList }, mainWords());
}

test('asks nobody where nothing runs', async () => {
  expect(await close(job(false).job, job(false).job)).toBe(true);
  expect(ask).not.toHaveBeenCalled();
});

test('ends the list of all packages with the window, without a question', async () => {
  const packages = job(true);
  expect(await close(job(false).job, job(false).job, packages.job)).toBe(true);
  expect([packages.state.closed, ask.mock.calls.length]).toEqual([1, 0]);
});

test('takes a question for a password away with the window', async () => {
  const looks = job(true);
  expect(await close(job(false).job, job(false).job, job(false).job, looks.job)).toBe(true);
  expect(looks.state.closed).toBe(1);
});

test('goes on writing after a no', async () => {
  const flash = job(true);
  ask.mockResolvedValue(STAY);
  expect(await close(flash.job, job(false).job)).toBe(false);
  expect(flash.state).toEqual({ isBusy: true, closed: 0 });
});

test('asks nothing about a write before a card was begun with, and ends it', async () => {
  const flash = job(true, false);
  expect(await close(flash.job, job(false).job)).toBe(true);
  expect(ask).not.toHaveBeenCalled();
  expect(flash.state).toEqual({ isBusy: false, closed: 1 });
});

test('ends both after two times yes', async () => {
  const [flash, builds] = [job(true), job(true)];
  ask.mockResolvedValue(LEAVE);
  expect(await close(flash.job, builds.job)).toBe(true);
  expect([flash.state.closed, builds.state.closed, ask.mock.calls.length]).toEqual([1, 1, 2]);
});

test('a no to what is done by then closes', async () => {
  const flash = job(true);
  ask.mockImplementation(() => {
    flash.state.isBusy = false;
    return Promise.resolve(STAY);
  });
  expect(await close(flash.job, job(false).job)).toBe(true);
});

test('ends no write that began while the build was asked about, without a yes to it', async () => {
  const [flash, builds] = [job(false), job(true)];
  ask.mockImplementationOnce(() => {
    flash.state.isBusy = true;
    return Promise.resolve(LEAVE);
  });
  ask.mockResolvedValueOnce(STAY);
  expect(await close(flash.job, builds.job)).toBe(false);
  expect([flash.state.closed, builds.state.closed]).toEqual([0, 0]);
});

test('a job that hangs keeps no window open', async () => {
  vi.useFakeTimers();
  const builds = job(false);
  ask.mockResolvedValue(LEAVE);
  const closed = close(
    { isBusy: () => true, hasBegun: () => true, close: () => new Promise(() => undefined) },
    builds.job,
  );
  await vi.runAllTimersAsync();
  expect(await closed).toBe(true);
  expect(builds.state.closed).toBe(1);
});
