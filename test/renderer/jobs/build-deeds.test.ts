import { expect, it, vi } from 'vitest';
import { startBuild } from '../../../renderer/jobs/build-deeds.ts';
import { fakeBridge } from '../support/fake-bridge.ts';

it.each([
  ['of whatever the draft says', undefined, false],
  ['unless just that is built: which only main can tell', true, true],
])('a build is started %s, when the draft is saved', async (_, ifNeeded, sent) => {
  const bridge = await fakeBridge({ calls: { 'build.start': () => undefined } });
  const flush = vi.fn(() => {
    // Main builds what is saved.
    expect(bridge.inputsOf('build.start')).toEqual([]);
    return Promise.resolve();
  });
  await startBuild({ flush }, ifNeeded);
  expect(flush).toHaveBeenCalledOnce();
  expect(bridge.inputsOf('build.start')).toEqual([{ ifNeeded: sent }]);
});
