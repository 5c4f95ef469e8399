import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DraftAnswers } from '../../contract/window/draft.ts';
import type { BuildCost, PlaceReport, WindowPlace } from '../../contract/window/places.ts';
import type { Finding } from '../../core/doctor/finding.ts';
import { AppError } from '../../core/errors/app-error.ts';
import type { How } from '../../core/nix/events.ts';
import { queryConfig } from '../../core/nix/query.ts';
import type { PlacedPorts } from '../../core/places/build-at.ts';
import { parsePlace } from '../../core/places/list.ts';
import type { Place } from '../../core/places/place.ts';
import type { CancelSignal } from '../../core/ports.ts';
import { parseDestination, type SshDestination } from '../../core/ssh/destination.ts';
import type { HostKey } from '../../core/ssh/ports.ts';
import { createAsking } from './asking.ts';
import { dryRunAt } from './dry-run.ts';
import { lookAtMachine, lookHere } from './look.ts';
import type { Machines } from './machines-file.ts';

const HERE = 'here';
const HOST = 'host:';
/** A Pi that is asked for the first time starts Nix more than once. */
const TEST_MS = 120_000;
/** Nix may have to fetch nixpkgs, and evaluating a whole system takes a small machine minutes. */
const DRY_RUN_MS = 15 * 60_000;

/** What is tried out of a draft: a flake reference that is good as long as `work` runs. */
export type TryOut = <Result>(
  answers: DraftAnswers,
  signal: CancelSignal,
  work: (flake: { readonly flakeRef: string; readonly options: readonly string[] }) => Promise<Result>,
) => Promise<Result>;

export interface PlacesOptions {
  readonly machines: Machines;
  readonly ports: PlacedPorts;
  /** The doctor's findings of this computer. */
  readonly examine: (signal: CancelSignal) => Promise<readonly Finding[]>;
  readonly tryOut: TryOut;
  /** An id for a key that was offered by a machine. */
  readonly offerKey: (offered: OfferedKey) => string;
}

/** A key with which a machine has answered, and that nobody has accepted yet. */
export interface OfferedKey {
  readonly destination: SshDestination;
  readonly key: HostKey;
}

export interface Places {
  list(): Promise<WindowPlace[]>;
  add(typed: string): Promise<WindowPlace>;
  remove(place: string): Promise<void>;
  test(place: string): Promise<PlaceReport>;
  /** Accepts this key, whatever the machine answers with now. */
  trust(offered: OfferedKey): Promise<void>;
  dryRun(place: string, how: How, answers: DraftAnswers): Promise<BuildCost>;
  /** Ends what is being found out about a place. */
  cancel(place: string): void;
  /** A place of a draft, for a build: one of our list, whatever the page has written there. Throws AppError `place-unknown`. */
  open(place: string): Promise<Place>;
}

/** Where an image can be built: this computer, and the machines that the person added. */
export function createPlaces({ machines, ports, examine, tryOut, offerKey }: PlacesOptions): Places {
  const asking = createAsking();

  /** The machine of a place that is in our list; null for this computer. Throws AppError `place-unknown`. */
  const machineOf = async (place: string): Promise<SshDestination | null> => {
    if (place === HERE) return null;
    const machine = (await machines.list()).find((one) => HOST + one === place);
    const destination = machine === undefined ? null : parseDestination(machine);
    if (destination === null) throw new AppError('place-unknown', { place, reason: null });
    return destination;
  };
  const lookAtThis = async (signal: CancelSignal): Promise<PlaceReport> => {
    const findings = await examine(signal);
    const config = await queryConfig(ports.nix, signal).catch(() => null);
    return lookHere(findings, config?.system ?? null);
  };

  return {
    list: async () => [windowPlace(null), ...(await machines.list()).map(windowPlace)],
    add: async (typed) => windowPlace(await machines.add(typed)),
    remove: async (place) => {
      asking.cancel(place);
      await machines.remove(place.slice(HOST.length));
    },
    test: async (place) => {
      const destination = await machineOf(place);
      return asking.run(place, { what: 'test', limitMs: TEST_MS }, async (signal) =>
        destination === null
          ? lookAtThis(signal)
          : lookAtMachine(destination, {
              ...{ ssh: ports.ssh, signal },
              offerKey: (key) => offerKey({ destination, key }),
            }),
      );
    },
    trust: async ({ destination, key }) => {
      await ports.ssh.trust(destination, key);
    },
    dryRun: async (place, how, answers) => {
      await machineOf(place);
      return asking.run(place, { what: 'nix build --dry-run', limitMs: DRY_RUN_MS }, (signal) =>
        tryOut(answers, signal, ({ flakeRef, options }) =>
          dryRunAt(
            { flakeRef, options, how, place: parsePlace(place), outLink: join(tmpdir(), 'nixberry-no-result') },
            ports,
            signal,
          ),
        ),
      );
    },
    cancel: (place) => asking.cancel(place),
    open: async (place) => {
      await machineOf(place);
      return parsePlace(place);
    },
  };
}

function windowPlace(machine: string | null): WindowPlace {
  return machine === null ? { id: HERE, kind: 'here', machine: null } : { id: HOST + machine, kind: 'host', machine };
}
