import { aMount, aUse } from './a-drive.ts';
import type { JudgeRow } from './judge-rows.ts';

const virtual = { allowVirtual: true };
const fixed = { allowFixed: true };

/** Rows about block devices without hardware of their own. */
export const virtualDevices: readonly JudgeRow[] = [
  { name: 'a loop device', drive: { kind: 'loop', bus: 'loop', removable: false }, refusals: ['virtual'] },
  { name: 'a loop device, allowed', drive: { kind: 'loop', bus: 'loop', removable: false }, allow: virtual },
  {
    name: 'a loop device, though fixed is allowed',
    drive: { kind: 'loop', bus: 'loop', removable: false },
    allow: fixed,
    refusals: ['virtual'],
  },
  { name: 'compressed memory', drive: { kind: 'zram', bus: 'virtual', removable: false }, refusals: ['virtual'] },
  { name: 'memory not set up', drive: { kind: 'zram', bytes: 0 }, refusals: ['virtual', 'no-medium'] },
  { name: 'a memory disk', drive: { kind: 'ram', bus: 'virtual', removable: false }, refusals: ['virtual'] },
  { name: 'a mapped device', drive: { kind: 'mapper', bus: 'virtual', removable: false }, refusals: ['virtual'] },
  { name: 'an array', drive: { kind: 'raid', bus: 'virtual', removable: false }, refusals: ['virtual'] },
  { name: 'a network disk', drive: { device: '/dev/nbd0', bus: 'virtual', removable: false }, refusals: ['virtual'] },
  {
    name: 'a loop device with root on it, allowed',
    drive: { kind: 'loop', mounts: [aMount('/')] },
    allow: virtual,
    refusals: ['system'],
  },
  {
    name: 'compressed memory as swap, allowed',
    drive: { kind: 'zram', uses: [aUse('swap')] },
    allow: virtual,
    refusals: ['in-use'],
  },
];
