/** Why the address of a store is refused; the words are `error.<code>.<problem>`. */
export const STORE_URL_PROBLEMS = ['url-scheme', 'url-syntax', 'url-credentials', 'url-parameter'] as const;
export type StoreUrlProblem = (typeof STORE_URL_PROBLEMS)[number];

export interface RefusedUrl {
  readonly problem: StoreUrlProblem;
  /** The scheme or the parameter. Never the address itself, which may have a password in it. */
  readonly name: string | null;
}

const HOST = String.raw`(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?`;
const PATH = String.raw`(?:\/[\w.~%+,:@=/-]*)?`;

/** What an address looks like behind its scheme. */
const FORMS: Readonly<Record<string, RegExp>> = {
  https: new RegExp(`^//${HOST}${PATH}$`),
  http: new RegExp(`^//${HOST}${PATH}$`),
  s3: /^\/\/[a-z0-9][a-z0-9.-]*$/,
  'ssh-ng': new RegExp(String.raw`^//(?:[A-Za-z0-9_][\w.-]*@)?${HOST}$`),
  ssh: new RegExp(String.raw`^//(?:[A-Za-z0-9_][\w.-]*@)?${HOST}$`),
  file: /^\/\/\/[\w.~%+,:@=/-]*$/,
};
export const STORE_SCHEMES = Object.keys(FORMS);

/** A user with a password; with http the user's name alone may be a token. */
const CREDENTIALS = /^(?:https?:\/\/[^/?]*@|[^:]+:\/\/[^/?@]*:[^/?]*@)/;

const FOR_READING = [
  ...['priority', 'want-mass-query', 'region', 'endpoint', 'scheme', 'profile'],
  ...['ssh-key', 'base64-ssh-public-host-key', 'max-connections'],
];
const FOR_WRITING = [
  ...FOR_READING,
  ...['secret-key', 'secret-keys', 'compression', 'compression-level', 'parallel-compression', 'write-nar-listing'],
  ...['ls-compression', 'log-compression', 'multipart-upload', 'buffer-size'],
];
/** Parameters that are paths of files: a secret itself in their place would be there for everybody to read. */
const FILES = ['secret-key', 'secret-keys', 'ssh-key'];

/**
 * What is wrong with the address of a store for reading from it or for writing to it; null when nothing is. It may stand in a
 * project or on a command line, where others can read it, so no password may be in it; and it has no blank, quote or `#`, so
 * that it stays one word in nix.conf.
 */
export function storeUrlProblem(url: string, use: 'read' | 'write'): RefusedUrl | null {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1] ?? null;
  const form = scheme === null ? undefined : FORMS[scheme];
  if (CREDENTIALS.test(url)) return { problem: 'url-credentials', name: scheme };
  if (scheme === null || form === undefined) return { problem: 'url-scheme', name: scheme };
  const [address = '', ...queries] = url.slice(scheme.length + 1).split('?');
  if (!form.test(address) || queries.length > 1) return { problem: 'url-syntax', name: scheme };
  const known = use === 'read' ? FOR_READING : FOR_WRITING;
  for (const parameter of queries[0]?.split('&') ?? []) {
    const [, name = parameter, value = ''] = /^([^=]*)=(.*)$/.exec(parameter) ?? [];
    const valueForm = FILES.includes(name) ? /^\/[\w.~%+,/-]+$/ : /^[\w.~%+,:/=-]+$/;
    if (!known.includes(name) || !valueForm.test(value)) return { problem: 'url-parameter', name };
  }
  return null;
}
