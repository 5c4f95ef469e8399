import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** How long `slow` sleeps: long enough to break a connection in it, and then not to wait for it. */
const SLOW_S = 5;

/** A git repository with a flake of derivations of nothing but a shell, and a file of secrets that git ignores. */
export async function makePlacesFlake(
  imageMb = 4,
): Promise<{ readonly dir: string; readonly remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'nixberry-places-'));
  await writeFile(join(dir, 'flake.nix'), flakeText(`${process.pid}-${Date.now()}`, imageMb));
  await writeFile(join(dir, '.gitignore'), 'private/\n');
  await mkdir(join(dir, 'private'));
  await execa('git', ['init', '--quiet'], { cwd: dir });
  await execa('git', ['add', '-N', '.'], { cwd: dir });
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** As root without Nix's own users, with this computer's /bin/sh, and nothing of this person's. */
export function nixberryEnv(dataHome: string): Record<string, string> {
  const config = 'build-users-group =\nsandbox = false\nsubstituters =\nextra-platforms =\n';
  return { NIX_CONFIG: config, XDG_DATA_HOME: dataHome };
}

/** A folder with every program but those of Nix: a computer that has none. */
export async function withoutNix(folder: string): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const from of ['/usr/bin', '/bin', '/usr/local/bin'])
    for (const name of await readdir(from))
      if (!name.startsWith('nix')) await symlink(join(from, name), join(bin, name)).catch(() => undefined);
  return bin;
}

function flakeText(salt: string, imageMb: number): string {
  return `{
  outputs = { self }: let
    run = system: name: script: derivation {
      inherit name system;
      builder = "/bin/sh";
      args = [ "-c" "export PATH=/usr/bin:/bin; \${script}" ];
      salt = "${salt}";
    };
    on = system: rec {
      part = run system "part" "echo making a part; echo part > $out";
      os = run system "nixos-system-pi-26.05" "mkdir $out; echo \${part} > $out/init";
      # Neither all zeros, nor anything that a compressor of ssh could make small.
      image = run system "pi.img" "mkdir -p $out/sd-image; cat \${os}/init > $out/sd-image/pi.img; head -c ${imageMb}000000 /dev/urandom >> $out/sd-image/pi.img";
      slow = run system "slow" "echo \${part}; echo slow begins; sleep ${SLOW_S}; mkdir -p $out; cp \${part} $out/slow.img";
      broken = run system "broken" "echo undefined reference; exit 2";
    };
    x = on "x86_64-linux";
    host = image: { config.system.build.sdImage = image; };
  in {
    packages.x86_64-linux = { default = x.image; inherit (x) slow broken; };
    nixosConfigurations = { pi = host (on "aarch64-linux").image; pi-cross = host x.image; };
  };
}
`;
}
