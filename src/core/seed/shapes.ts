// What the values of a seed look like. None of these patterns can take more than linear time.

/** As crypt(5) has them: what NixOS takes for strong, and what firstboot.sh lets through. */
export const SHA512CRYPT = /^\$6\$(rounds=[1-9][0-9]{3,8}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{86}$/;
export const YESCRYPT = /^\$y\$[./A-Za-z0-9]+\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}$/;

/** The armour only: what is in it is for `describeHostKey`, and on the Pi for ssh-keygen. */
export const OPENSSH_KEY =
  /^-----BEGIN OPENSSH PRIVATE KEY-----\n(?:[A-Za-z0-9+/=]{1,76}\n)+-----END OPENSSH PRIVATE KEY-----\n$/;

/** IEEE 802.11i, annex H.4: 8 to 63 characters of printable ASCII. */
export const PASSPHRASE = /^[\x20-\x7e]{8,63}$/;

/** What WPA2 makes of a passphrase and the SSID, in hex. */
export const PSK = /^[0-9a-f]{64}$/;

/** `tskey-auth-…`, an OAuth client's with parameters, or what a Headscale gives out: one word of ASCII in any case. */
export const TAILSCALE_KEY = /^[\x21-\x7e]{1,512}$/;

/** A file as age-keygen writes it: comments, and at least one identity, which may be a plug-in's. */
export const AGE_IDENTITIES =
  /^(?:#[^\r\n]*\n|\n)*AGE-(?:SECRET-KEY|PLUGIN)-[0-9A-Z-]+(?:\n(?:#[^\r\n]*|AGE-(?:SECRET-KEY|PLUGIN)-[0-9A-Z-]+)?)*$/;
