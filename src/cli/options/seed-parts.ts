import { InvalidArgumentError, Option, type Command } from 'commander';
import * as z from 'zod';
import type { SeedNetwork } from '../../core/seed/seed.ts';
import { hostName } from '../../core/spec/host-name.ts';
import { ssid, WIFI_SECURITIES } from '../../core/spec/wifi.ts';
import { hasWords, t } from '../words.ts';

/** What `seed new` puts into a seed, but for secrets. */
export interface SeedPartOptions {
  readonly from?: readonly string[];
  readonly hostName?: string;
  readonly sshKey?: readonly string[];
  readonly wifi?: readonly string[];
  readonly wifiSecurity: SeedNetwork['security'];
  readonly wifiHidden?: boolean;
  readonly country?: string;
  readonly password?: boolean;
  readonly tailscale?: boolean;
  readonly ageKey?: string;
  readonly ownFile?: string;
  readonly hostKey: boolean;
  readonly replace?: boolean;
}

/** Adds them to a command. */
export function withSeedPartOptions(command: Command): Command {
  return command
    .option('--from <project host...>', 'what the settings of this host ask for; asks for its secrets')
    .option('--host-name <name>', 'another host name than the image has', parseWith(hostName))
    .option('--ssh-key <file-or-text>', 'one more public key that may log in; again for more', collectWith(z.string()))
    .option('--wifi <ssid>', 'one more Wi-Fi network; again for more', collectWith(ssid))
    .addOption(
      new Option('--wifi-security <kind>', 'of the networks that --wifi names')
        .choices(WIFI_SECURITIES)
        .default('wpa2'),
    )
    .option('--wifi-hidden', 'the networks that --wifi names do not show their names')
    .option('--country <code>', 'whose radio rules apply, in two capital letters', parseCountry)
    .option('--password', 'a password for the user')
    .option('--tailscale', 'a key that joins the Pi to a tailnet')
    .option('--age-key <file>', 'an age identity, for sops-nix or agenix')
    .option('--own-file <file>', 'any file, up to 24 KiB; on the Pi /var/lib/nixberry/own.file')
    .option('--no-host-key', 'make no SSH host key: the Pi makes one itself')
    .option('--replace', 'for a Pi that has taken a seed before');
}

/** A parser for commander, by the schema of a setting. */
export function parseWith(schema: z.ZodType<string>): (text: string) => string {
  return (text) => {
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    // The schemas of settings have the codes of problems for messages.
    const key = `setting.problem.${parsed.error.issues[0]?.message ?? ''}`;
    throw new InvalidArgumentError(hasWords(key) ? t(key) : t('setting.problem.too-long'));
  };
}

function collectWith(schema: z.ZodType<string>): (text: string, before?: readonly string[]) => readonly string[] {
  const parse = parseWith(schema);
  return (text, before = []) => [...before, parse(text)];
}

function parseCountry(text: string): string {
  if (!/^[A-Z]{2}$/.test(text)) throw new InvalidArgumentError(t('setting.problem.country'));
  return text;
}
