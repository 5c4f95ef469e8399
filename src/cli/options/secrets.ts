import { InvalidArgumentError, type Command } from 'commander';

/** Where secrets come from when nobody types them. */
export interface SecretOptions {
  readonly secretsFd?: number;
  readonly keyring?: boolean;
}

/** Adds them to a command that makes seeds. */
export function withSecretOptions(command: Command): Command {
  return command
    .option('--secrets-fd <number>', 'read the secrets as JSON from this file descriptor', parseFd)
    .option('--keyring', "take them from the system's keyring, and keep there what is typed");
}

/** What of it concerns the help of such commands. */
export const SECRETS_HELP = `
On a terminal you are asked for the secrets, and nothing of them is shown. For a
script, --secrets-fd reads them as one JSON object, each part of which may be
missing: {"password": "…", "wifi": {"<ssid>": "<passphrase>"}, "tailscale": "…"}
A Wi-Fi passphrase has 8 to 63 characters; 64 hex digits are the key itself.`;

/** A file descriptor but stdout and stderr. For commander: throws its InvalidArgumentError. */
function parseFd(text: string): number {
  const fd = Number(text);
  if (!/^\d{1,4}$/.test(text) || fd === 1 || fd === 2)
    throw new InvalidArgumentError('Give a number such as 3, or 0 for the standard input.');
  return fd;
}
