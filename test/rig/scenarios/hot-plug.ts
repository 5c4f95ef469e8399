import assert from 'node:assert/strict';
import type { GuestJob } from '../host/guest-job.ts';
import { SLOW } from '../host/waiting.ts';
import type { Rig, Scenario, Stick } from '../scenario.ts';

/** From udev's word on a drive to the list that has it, or has it no more; QEMU's slow processor counts, too. */
const SEEN_MS = 2000 * SLOW;
const START_MS = 60_000;
const ROUNDS = 3;

/** Somebody who looks at the list while drives come and go. The window follows them by the same code. */
export const hotPlug: Scenario = {
  name: 'hot-plug',
  alone: true,
  expected: 'plugged and pulled: in the list within 2 s, by itself',
  async run(rig) {
    const watching = rig.start('drives', '--watch');
    await watching.see(/"type":"drives"/, START_MS);
    const waits: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const name = `hot${round}`;
      const serial = `RIGHOT${round}`;
      let stick: Stick | undefined;
      const shown = new RegExp(`"serial":"${serial}"`);
      waits.push(await waitAfterUdev(rig, 'add', watching, shown, async () => (stick = await rig.plug(name))));
      const gone = new RegExp(`"${serial}"[^]*\\n\\{"type":"drives"((?!"${serial}").)*\\}\\n$`);
      waits.push(await waitAfterUdev(rig, 'remove', watching, gone, async () => stick && rig.unplug(stick)));
    }
    await watching.kill('SIGINT');
    assert.equal((await watching.done(START_MS)).code, 130);
    const slowest = Math.max(...waits);
    assert.ok(slowest < SEEN_MS, `seen after ${waits.join(', ')} ms`);
    return `seen within ${slowest} ms of udev's word, ${ROUNDS} times each`;
  },
};

/** Does it, and resolves to the milliseconds from udev's event for a disk until the list is right. */
async function waitAfterUdev(
  rig: Rig,
  action: 'add' | 'remove',
  watching: GuestJob,
  listed: RegExp,
  act: () => Promise<unknown>,
): Promise<number> {
  const monitor = rig.guest.run('udevadm', 'monitor', '--udev', '--subsystem-match=block/disk');
  await monitor.see(/^UDEV - /m, START_MS);
  const [told, seen] = await Promise.all([
    timeOf(monitor.see(new RegExp(`^UDEV .* ${action} .*\\(block\\)`, 'm'), START_MS)),
    timeOf(watching.see(listed, START_MS)),
    act(),
  ]);
  await monitor.kill();
  await monitor.done(START_MS);
  return Math.max(0, Math.round(seen - told));
}

async function timeOf(event: Promise<unknown>): Promise<number> {
  await event;
  return performance.now();
}
