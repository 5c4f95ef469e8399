import { writeFile } from 'node:fs/promises';
import path from 'node:path';

const SYSTEM = process.arch === 'arm64' ? 'aarch64-linux' : 'x86_64-linux';

/** Nix as root without users of its own, without a network, and with this computer's shell. */
export const NIX_ENV = {
  NIX_CONFIG: [
    'substituters =',
    'build-users-group =',
    'sandbox = false',
    'experimental-features = nix-command flakes',
  ].join('\n'),
};

/**
 * Puts another flake into a project that was saved: one whose host is made by this line of shell, and by Nix alone. A salt
 * keeps Nix from having built it before.
 */
export async function replaceFlake(folder: string, host: string, script: string): Promise<void> {
  const salt = `${process.pid}-${Date.now()}`;
  const flake = `{
  outputs = { self }: {
    nixosConfigurations."${host}".config.system.build.sdImage = derivation {
      name = "made-here";
      system = "${SYSTEM}";
      builder = "/bin/sh";
      args = [ "-c" ${JSON.stringify(`export PATH=/usr/bin:/bin; ${script}`).replaceAll('${', '\\${')} ];
      salt = "${salt}";
    };
  };
}
`;
  await writeFile(path.join(folder, 'flake.nix'), flake);
}
