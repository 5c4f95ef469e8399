import { describe, expect, it } from 'vitest';
import { BOARDS, kernelsOf } from '../../src/core/boards/index.ts';
import { INTERFACES } from '../../src/core/boards/board.ts';
import { RELEASE_IDS, type ReleaseId } from '../../src/core/spec/releases.ts';
import type { Settings } from '../../src/core/spec/settings.ts';
import { BOARD_TABLE } from '../support/board-table.ts';
import { evaluate, nix } from './evaluate.ts';
import { expectNetworkArrived } from './arrived-network.ts';
import { expectArrived } from './arrived.ts';
import { factsOf } from './facts.ts';
import { answers, makeProject, settingsOf } from './project.ts';

/** Every board with every kernel that it has under the release, and everything on that it can do. */
function everything(release: ReleaseId): readonly Settings[] {
  return BOARDS.flatMap((board) =>
    kernelsOf(board, release).map(({ id, interfaces }) =>
      settingsOf({
        ...answers(board.id as Settings['board'], `${board.id}-${id}`),
        release,
        kernel: id,
        interfaces: Object.fromEntries(INTERFACES.map((name) => [name, interfaces.includes(name)])),
      }),
    ),
  );
}

/** One board for each chip with each kernel: what boards of a chip differ in is not how they are compiled. */
function oneOfAChip(): readonly Settings[] {
  const first = new Map<string, Settings>();
  for (const host of RELEASE_IDS.flatMap(everything)) {
    const key = `${BOARD_TABLE[host.board]!.soc} ${host.kernel}`;
    if (!first.has(key)) first.set(key, host);
  }
  return [...first.values()];
}

async function expectAll(hosts: readonly Settings[], how: 'native' | 'cross'): Promise<void> {
  const facts = await factsOf(hosts, how);
  for (const host of hosts) {
    const one = facts.get(host.hostName)!;
    const system = BOARDS.find(({ id }) => id === host.board)!.system;
    expect(one.hostPlatform).toBe(system);
    expect(one.buildPlatform).toBe(how === 'cross' ? 'x86_64-linux' : system);
    await expectArrived(host, one);
    expectNetworkArrived(host, one);
  }
}

describe('every board evaluates down to its image', () => {
  it.each(RELEASE_IDS)('native, with each kernel of %s', async (release) => {
    await expectAll(everything(release), 'native');
  });

  it('cross-compiled from x86_64', async () => {
    for (const host of oneOfAChip()) await expectAll([host], 'cross');
  });
});

describe('a project', () => {
  it('offers images to each system, updates from x86_64 and checks', async () => {
    const dir = await makeProject([settingsOf(answers('zero2w', 'greenhouse'))]);
    const outputs = await evaluate(
      dir,
      'nixosConfigurations',
      `systems: { native = systems.greenhouse.config.system.build.sdImage.drvPath;
        cross = systems.greenhouse-cross.config.system.build.sdImage.drvPath; }`,
    );
    const { native, cross } = outputs as { native: string; cross: string };
    expect(native).not.toBe(cross);
    // nixpkgs 26.11 has no x86_64-darwin.
    const systems = ['aarch64-darwin', 'aarch64-linux', 'x86_64-linux'];
    expect(await evaluate(dir, 'packages', 'builtins.attrNames')).toEqual(systems);
    expect(await evaluate(dir, 'checks', 'builtins.attrNames')).toEqual(systems);
    const image = 'image: image.drvPath';
    expect(await evaluate(dir, 'packages.x86_64-linux.greenhouse', image)).toBe(cross);
    expect(await evaluate(dir, 'packages.x86_64-linux.greenhouse-native', image)).toBe(native);
    expect(await evaluate(dir, 'packages.aarch64-darwin.greenhouse', image)).toBe(native);
    const node = await evaluate(
      dir,
      'deploy.nodes.greenhouse',
      'node: { inherit (node) hostname sshUser user interactiveSudo; path = node.profiles.system.path.drvPath; system = node.profiles.system.path.system; }',
    );
    expect(node).toMatchObject({
      ...{ hostname: 'greenhouse.local', sshUser: 'ada', user: 'root', interactiveSudo: false },
      // Built here, and not on an aarch64 machine, although it runs there.
      system: 'x86_64-linux',
    });
  });

  it('passes nix flake check', async () => {
    const dir = await makeProject([settingsOf(answers('pi4', 'shed'))]);
    const { ok, stderr } = await nix(dir, ['flake', 'check', '--no-build', 'path:/project']);
    expect(ok, stderr).toBe(true);
  });

  it('may have no host yet', async () => {
    const dir = await makeProject([]);
    expect(await evaluate(dir, 'nixosConfigurations', 'builtins.attrNames')).toEqual([]);
  });
});
