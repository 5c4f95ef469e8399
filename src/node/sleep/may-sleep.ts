import { join } from 'node:path';
import { LINUX, type LinuxEnv } from '../../linux/env.ts';
import { listFolder, readAttribute } from '../../linux/read.ts';

/**
 * Whether this is a computer that goes to sleep when it is left alone or closed, as far as Linux tells: it can sleep, and it has a
 * lid or a battery of its own. False of servers and virtual machines, and on other systems.
 */
export function maySleep({ sys, proc }: Pick<LinuxEnv, 'sys' | 'proc'> = LINUX): boolean {
  const canSleep = readAttribute(join(sys, 'power/state')) !== null;
  return (
    canSleep && (listFolder(join(proc, 'acpi/button/lid')).length > 0 || hasBattery(join(sys, 'class/power_supply')))
  );
}

function hasBattery(supplies: string): boolean {
  return listFolder(supplies).some((name) => {
    const supply = join(supplies, name);
    // That of a wireless mouse has the scope "Device"; that of the computer says "System", or nothing.
    return readAttribute(join(supply, 'type')) === 'Battery' && readAttribute(join(supply, 'scope')) !== 'Device';
  });
}
