import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../../src/core/drives/judge.ts';
import { makeBlockGraph } from '../../src/linux/block-graph.ts';
import type { BlockNode } from '../../src/linux/block-nodes.ts';
import { driveOf } from '../../src/linux/drive-of.ts';
import { parseMountinfo } from '../../src/linux/mountinfo.ts';
import type { Snapshot } from '../../src/linux/snapshot.ts';
import { aDrive } from '../core/drives/a-drive.ts';
import { mountLine } from './sysfs-tree.ts';

/** A device and what it lies on, in the order in which they were made: lower ones first. */
interface Layer {
  readonly name: string;
  readonly on: readonly string[];
  readonly kind: 'disk' | 'partition' | 'mapper' | 'loop';
}

const DISKS = ['sda', 'sdaa', 'mmcblk0', 'nvme0n1'] as const;
const ANYTHING_ALLOWED = { allowVirtual: true, allowFixed: true };

/** Up to eight devices, each on random earlier ones: partitions on disks, volumes and loop files on anything. */
const layersArbitrary = fc
  .array(
    fc.record({
      kind: fc.constantFrom('partition', 'mapper', 'loop'),
      picks: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
    }),
    {
      maxLength: 8,
    },
  )
  .map((plans) =>
    plans.reduce<readonly Layer[]>(
      (layers, { kind, picks }, index) => [...layers, layerOn(layers, kind, picks, index)],
      DISKS.map((name) => ({ name, on: [], kind: 'disk' })),
    ),
  );

function layerOn(
  layers: readonly Layer[],
  kind: Exclude<Layer['kind'], 'disk'>,
  picks: readonly number[],
  index: number,
): Layer {
  const pick = (from: readonly Layer[], at: number) => from[at % from.length]!.name;
  const [first = 0] = picks;
  switch (kind) {
    case 'partition': {
      const disk = pick(
        layers.filter((layer) => layer.kind === 'disk'),
        first,
      );
      return { kind, on: [disk], name: `${disk}${/\d$/.test(disk) ? 'p' : ''}${index + 1}` };
    }
    case 'loop':
      return { kind, on: [pick(layers, first)], name: `loop${index}` };
    case 'mapper':
      return { kind, on: picks.map((at) => pick(layers, at)), name: `dm-${index}` };
  }
}

function nodeOf(layer: Layer, index: number): BlockNode {
  return {
    name: layer.name,
    number: `8:${index}`,
    folder: '/not/there',
    disk: layer.kind === 'partition' ? layer.on[0]! : null,
    partitionNumber: layer.kind === 'partition' ? index : null,
    slaves: layer.kind === 'mapper' ? layer.on : [],
    holders: [],
    backingFile: layer.kind === 'loop' ? '/some/file' : null,
    mapperUuid: null,
  };
}

function snapshotOf(
  layers: readonly Layer[],
  mounted: readonly { readonly name: string; readonly forPerson: boolean }[],
): Snapshot {
  const backing = new Map(layers.filter(({ kind }) => kind === 'loop').map(({ name, on }) => [name, on]));
  return {
    graph: makeBlockGraph(layers.map(nodeOf), backing),
    mounts: mounted.map(({ name, forPerson }, index) => ({
      entry: parseMountinfo(mountLine(index, '0:1', `/mount/${index}`, `ext4 /dev/${name} rw`))[0]!,
      isOwn: true,
      devices: [name],
      forPerson,
    })),
    swaps: [],
    btrfs: [],
    zfsPools: [],
  };
}

/** The disks below a device, straight from the plan. */
function disksOf(layers: readonly Layer[], name: string): readonly string[] {
  const layer = layers.find((candidate) => candidate.name === name)!;
  return layer.kind === 'disk' ? [name] : layer.on.flatMap((under) => disksOf(layers, under));
}

const plan = layersArbitrary.chain((layers) =>
  fc.tuple(
    fc.constant(layers),
    fc.array(fc.record({ name: fc.constantFrom(...layers.map(({ name }) => name)), forPerson: fc.boolean() }), {
      maxLength: 4,
    }),
  ),
);

test('a disk is refused exactly when something on it is mounted for another than the person, or made of it', () => {
  fc.assert(
    fc.property(plan, ([layers, mounted]) => {
      const snapshot = snapshotOf(layers, mounted);
      for (const disk of DISKS) {
        const { mounts, uses } = driveOf(snapshot.graph.nodes.get(disk)!, snapshot);
        const codes = judge(aDrive({ mounts, uses }), null, ANYTHING_ALLOWED).refusals.map(({ code }) => code);
        const backsSystem = mounted.some(({ name, forPerson }) => !forPerson && disksOf(layers, name).includes(disk));
        const backsVolume = layers.some(({ kind, name }) => kind === 'mapper' && disksOf(layers, name).includes(disk));
        expect(codes.includes('system')).toBe(backsSystem);
        expect(codes.includes('in-use')).toBe(backsVolume);
      }
    }),
    { numRuns: 500 },
  );
});
