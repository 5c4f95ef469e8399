import { completeSettings, type Completed } from '../../../src/core/spec/complete.ts';
import type { Answers, Settings } from '../../../src/core/spec/settings.ts';

/** Made for these tests; nobody has their private halves. */
export const KEYS = {
  ed25519: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP7FYyLB0s+ZGlFERpG2IqwTqqB1Q9SyKszDYaewkBKh ada@laptop',
  rsa2048:
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCW7OA6J9fLKCaCePMoE1S+y4EoxGD+dwDTALhJlzdsG+HisfL08OGXNFQ3cyQCDBEuQAaZwUH3WSjnRtWbG1O6XbDm6ibrnYnA0ZTLdoPyI4CW7RBIQ4P+SbY3+5aYXOg5pkwxzT34xYacb7HDcxn1kMiPpKocA4GC8+NKPshtrIV8kj/pcSwpegZRnrSoc87WN0eJjcIiZ/qqt0zYUhSUNoGTzyFNPlrEzJT0LIUv+5DbcVg3aoSiwrOXcLkeeIW6R4UkDSyESjs99a7Kqe1rVsnf+6pjPZrfBI8hLpLydKTYp5NNL5Mg8ewBUs88jgJfLlIgA7REkcMJqG+JRhSv',
  rsa1024:
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDUL/NoLnifCM6wlUZqGszlEh7ZJrYT+UTGIe9GYRgbrBYMh5QPVELaiJRgd7NcKyzd+l+cBSn7UGS2Umt2ihzGVAIEhGJ6W1RUxPeZ38tMtOhbktOVPZNZneTxepULrBaYPRIxeR+//DuZGvMGOw/NYHO512w+uJwsf+dTeRKQQw==',
  nistp256:
    'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBIGm1+7oCOEQUxqOsJLxl7SAA81SvA6T3c/nU9WKyl0TcAqHgGIbM80x9pLjMl+2wB+K4op5pPsuKflE23JzI3M=',
  nistp384:
    'ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBJCnOyZt9s0RPBwyhf1RaT6VxUZh/K8YgwvleMAtB/H0z/D5tP3HY5V5MnBugiRC42LtCvtIo/pOpnFGg2yefJsQDzk+107D9Vc4Q17zj6U/bqYpquzEvh1D7rIxqhJ3UQ==',
  nistp521:
    'ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBACgYAzMDBxsWaaRTr3H2cUxMad48QQfyplRPummjTUIg7nU5W18raznONdsZA+SfteEG3GQx2WXD2LY+7ygZD0S4ACfnjZ1NdsMPp8GQxUm2DyxZ4RA8jXUJTJ2itE4XP3/VCB614lcj05fyikD95LwmZj9ChzIcykwZBCAF2qAMr7QYQ==',
  skEd25519:
    'sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIBTJSfTwXT7Al5LRKA2MtVEjym7NmxkhCZHPYEtYvuL2AAAABHNzaDo=',
  skNistp256:
    'sk-ecdsa-sha2-nistp256@openssh.com AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZAb3BlbnNzaC5jb20AAAAIbmlzdHAyNTYAAABBBJQ+mXhYPctIQD2k49lyOAwNeWhNr4dQ476Oohk51nLDHhoRR1/RMnDHO0gDmfaZ2BFW7GK/xPiyKKKqBTSKm9oAAAAEc3NoOg==',
} as const;

/** The shortest answers that are accepted, with what a test wants otherwise. */
export function someAnswers(other: object = {}): Answers {
  const answers: Answers = { board: 'pi4', hostName: 'greenhouse', user: { name: 'ada', sshKeys: [KEYS.ed25519] } };
  return { ...answers, ...other };
}

/** Complete settings; an error that names the problems when there are any. */
export function someSettings(other: object = {}): Settings {
  const completed = completeSettings(someAnswers(other));
  if (completed.type === 'refused') throw new Error(JSON.stringify(completed.problems));
  return completed.settings;
}

/** `path: code` of each problem. */
export function problemsOf(completed: Completed): string[] {
  return completed.type === 'refused' ? completed.problems.map(({ path, code }) => `${path}: ${code}`) : [];
}

/** `path: code` of each warning. */
export function warningsOf(completed: Completed): string[] {
  return completed.type === 'complete' ? completed.warnings.map(({ path, code }) => `${path}: ${code}`) : [];
}
