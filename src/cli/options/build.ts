import { InvalidArgumentError, Option, type Command } from 'commander';
import { KEEP_IMAGES } from '../../core/kept/prune.ts';
import { HOW, type How } from '../../core/nix/events.ts';
import { parsePush, type PushTarget } from '../../core/nix/push-target.ts';
import { parsePlace } from '../../core/places/list.ts';
import type { Place } from '../../core/places/place.ts';
import { parseKeep } from './keep.ts';

/** The options of `build` and `make`, as commander gives them. */
export interface BuildOptions {
  readonly how: How;
  readonly on: string;
  readonly hostKey?: readonly string[];
  readonly keep: number;
  readonly push?: readonly string[];
}

/** Where and how an image is built. */
export interface BuildWay {
  readonly how: How;
  readonly place: Place;
  /** The fingerprint that a machine whose key is not known yet must have; null to ask. */
  readonly hostKeys: readonly string[];
  /** How many images of the same host are kept. */
  readonly keep: number;
  readonly push: readonly PushTarget[];
}

/** Adds them to a command. */
export function withBuildOptions(command: Command): Command {
  return command
    .option('--on <place>', 'where to build it: here, store:ssh-ng://…, host:…, builders:…', 'here')
    .addOption(
      new Option('--how <how>', "for a host: built as on the Pi, or cross-compiled from the host's -cross twin")
        .choices(HOW)
        .default('auto'),
    )
    .addOption(hostKeyOption())
    .option('--keep <count>', 'keep the newest images of each host', parseKeep, KEEP_IMAGES)
    .option('--push <where>', 'afterwards, what was built: cachix:NAME, or the URL of a store', collectPush);
}

/** What the options say. Throws AppError `place-unknown`, and those of `parsePush`. */
export function buildWay({ how, on, hostKey = [], keep, push = [] }: BuildOptions): BuildWay {
  return { how, place: parsePlace(on), hostKeys: hostKey, keep, push: push.map(parsePush) };
}

/** What of it concerns the help of both commands. */
export const PLACES_HELP = `
PLACE is where Nix runs:
  here                        this computer (the default)
  store:ssh-ng://user@host    the flake is read here and built in the other
                              machine's store; the image stays there
  host:user@host              all of it over there: here, nothing but ssh is
                              needed. The build goes on when the connection
                              breaks; the same command takes it up again
  builders:'ssh-ng://user@host aarch64-linux; …'
                              Nix's own remote builders, as in nix.conf`;

/** The fingerprints of which each machine must have one; then a key that is not known yet is trusted. */
export function hostKeyOption(): Option {
  const words = 'SHA256:…, the only keys that machines may have, trusted without a question';
  return new Option('--host-key <fingerprint>', words).argParser(parseFingerprint);
}

function parseFingerprint(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^SHA256:[\w+/]{43}$/.test(text))
    throw new InvalidArgumentError('It looks like SHA256: and 43 more characters.');
  return [...before, text];
}

function collectPush(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
