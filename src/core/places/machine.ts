import { parseNixVersion, type NixVersion } from '../doctor/version.ts';
import { parseNixConfig, type NixConfig } from '../nix/config.ts';
import type { CancelSignal } from '../ports.ts';
import { destinationText, type SshDestination } from '../ssh/destination.ts';
import type { SshPort } from '../ssh/ports.ts';

/** Before each of Nix's settings. */
const SETTING = 'config.';
/** Long enough for a Pi that has to start Nix twice. */
const PROBE_TIMEOUT_MS = 60_000;
const KIB = 1024;

/** What a machine said of itself. Null: it does not say. */
export interface MachineReport {
  readonly destination: SshDestination;
  /** As `uname -sm` has it: `Linux x86_64`. */
  readonly kernel: string | null;
  readonly nix: NixVersion | null;
  readonly config: NixConfig | null;
  /** Free space where the Nix store is, and where what we send lies. */
  readonly store: Space | null;
  readonly state: Space | null;
}

export interface Space {
  readonly path: string;
  readonly freeBytes: number;
}

/** Asks a machine what it is. Throws as `SshPort.run`. */
export async function askMachine(
  ssh: SshPort,
  destination: SshDestination,
  signal: CancelSignal,
): Promise<MachineReport> {
  const { stdout } = await ssh.run(destination, 'probe', [], { signal, held: true, timeoutMs: PROBE_TIMEOUT_MS });
  return parseReport(destination, stdout);
}

/** Reads what the script `probe` prints: `key=value` a line, each of which may be missing. */
export function parseReport(destination: SshDestination, text: string): MachineReport {
  const values = new Map(
    text.split('\n').map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  return {
    destination,
    kernel: values.get('kernel') ?? null,
    nix: parseNixVersion(values.get('nix') ?? ''),
    config: settingsOf(values),
    store: space(values, 'store'),
    state: space(values, 'state'),
  };
}

/** Null where it says nothing of Nix's settings. */
function settingsOf(values: ReadonlyMap<string, string>): NixConfig | null {
  const found = [...values].filter(([key]) => key.startsWith(SETTING));
  const settings = found.map(([key, value]) => [key.slice(SETTING.length), { value }] as const);
  return settings.length === 0 ? null : parseNixConfig(JSON.stringify(Object.fromEntries(settings)));
}

/** The name of a machine for people. */
export function machineName({ destination }: MachineReport): string {
  return destinationText(destination);
}

function space(values: ReadonlyMap<string, string>, name: string): Space | null {
  const path = values.get(`${name}-path`);
  const freeKib = values.get(`${name}-free-kib`) ?? '';
  return path === undefined || !/^\d+$/.test(freeKib) ? null : { path, freeBytes: Number(freeKib) * KIB };
}
