import assert from 'node:assert/strict';
import type { GuestJob } from '../host/guest-job.ts';
import { SLOW } from '../host/waiting.ts';
import type { Rig, Scenario, Stick } from '../scenario.ts';

/** From udev's word on a drive to the list that has it, or has it no more; QEMU's slow processor counts, too. */
const SEEN_MS = 2000 * SLOW;
const START_MS = 60_000;
const ROUNDS = 3;

/** What udev says. */
interface UdevEvent {
  readonly action: 'add' | 'remove' | 'change';
  readonly of: 'disk' | 'partition';
}

const ADDED: UdevEvent = { action: 'add', of: 'disk' };
const REMOVED: UdevEvent = { action: 'remove', of: 'disk' };
const RELABELLED: UdevEvent = { action: 'change', of: 'partition' };

/** Somebody who looks at the list while drives come and go. The window follows them by the same code. */
export const hotPlug: Scenario = {
  name: 'hot-plug',
  alone: true,
  expected: 'plugged and pulled: in the list within 2 s, by itself; another label: by event alone, within 2 s',
  async run(rig) {
    const watching = rig.start('drives', '--watch');
    await watching.see(/"type":"drives"/, START_MS);
    const waits: Wait[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const name = `hot${round}`;
      const serial = `RIGHOT${round}`;
      let stick: Stick | undefined;
      const shown = new RegExp(`"serial":"${serial}"`);
      waits.push(await waitAfterUdev(rig, ADDED, watching, shown, async () => (stick = await rig.plug(name))));
      const gone = new RegExp(`"${serial}"[^]*\\n\\{"type":"drives"((?!"${serial}").)*\\}\\n$`);
      waits.push(await waitAfterUdev(rig, REMOVED, watching, gone, async () => stick && rig.unplug(stick)));
    }
    const relabelled = await relabel(rig, watching);
    await watching.kill('SIGINT');
    assert.equal((await watching.done(START_MS)).code, 130);
    const slowest = Math.max(...waits.map(({ udevMs }) => udevMs));
    assert.ok(slowest < SEEN_MS, `seen after ${JSON.stringify(waits)}`);
    const slowestLabel = Math.max(...relabelled.map(({ udevMs }) => udevMs));
    assert.ok(slowestLabel < SEEN_MS, `labels seen after ${JSON.stringify(relabelled)}`);
    const whole = Math.max(...waits.map(({ plugMs }) => plugMs));
    return `within ${slowest} ms of udev's word, labels ${slowestLabel} ms, ${whole} ms of the plug; ${ROUNDS} times each`;
  },
};

/**
 * A file system's label is nothing that is polled for (`drivesFingerprint`): only udev's events tell of it. The first of them
 * may be seen by chance, in a look that was still to come after the plug; not all.
 */
async function relabel(rig: Rig, watching: GuestJob): Promise<readonly Wait[]> {
  const stick = await rig.plug('label', { content: 'card' });
  await watching.see(/"label":"FIRMWARE"/, START_MS);
  const waits: Wait[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const label = `HEARD${round}`;
    const shown = new RegExp(`"label":"${label}"`);
    const act = (): Promise<string> => rig.guest.must('fatlabel', `${stick.device}1`, label);
    waits.push(await waitAfterUdev(rig, RELABELLED, watching, shown, act));
  }
  return waits;
}

interface Wait {
  /** From udev's event for the disk until the list is right. */
  readonly udevMs: number;
  /** From the deed, for the table alone: usb-storage looks a second after the plug, and QEMU takes its time. */
  readonly plugMs: number;
}

/** Does it and waits. */
async function waitAfterUdev(
  rig: Rig,
  { action, of }: UdevEvent,
  watching: GuestJob,
  listed: RegExp,
  act: () => Promise<unknown>,
): Promise<Wait> {
  const monitor = rig.guest.run('udevadm', 'monitor', '--udev', `--subsystem-match=block/${of}`);
  await monitor.see(/^UDEV - /m, START_MS);
  const begun = performance.now();
  const [told, seen] = await Promise.all([
    timeOf(monitor.see(new RegExp(`^UDEV .* ${action} .*\\(block\\)`, 'm'), START_MS)),
    timeOf(watching.see(listed, START_MS)),
    act(),
  ]);
  await monitor.kill();
  await monitor.done(START_MS);
  return { udevMs: Math.max(0, Math.round(seen - told)), plugMs: Math.round(seen - begun) };
}

async function timeOf(event: Promise<unknown>): Promise<number> {
  await event;
  return performance.now();
}
