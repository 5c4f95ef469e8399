export const STRENGTHS = ['weak', 'fair', 'good', 'strong'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** Bits below which a password is weaker than the next level: some 10^8, 10^13 and 10^19 guesses. */
const FAIR_BITS = 28;
const GOOD_BITS = 45;
const STRONG_BITS = 64;

/** How many signs there are of each kind that somebody who guesses would have to try. */
const KINDS = [
  { sign: /[a-z]/, count: 26 },
  { sign: /[A-Z]/, count: 26 },
  { sign: /[0-9]/, count: 10 },
  { sign: /[ -/:-@[-`{-~]/, count: 33 },
  { sign: /[^ -~]/u, count: 100 },
];

/** What everybody who guesses tries first; each counts as one sign. The heads of every published list of passwords. */
const COMMON =
  /password|passwort|raspberry|raspi|nixos|admin|root|login|welcome|letmein|secret|geheim|qwerty|qwertz|azerty|dragon|monkey|master|iloveyou|football|sunshine|princess|changeme|1234567890?|123456|12345|1234|111111|000000|abc123/gi;

/**
 * About how hard a password is to guess: an estimate by length, kinds of signs, repetitions and rows, without a dictionary,
 * so one of ordinary words is judged too well. `known`: names that somebody else would try first.
 */
export function passwordStrength(password: string, known: readonly string[] = []): Strength {
  const bits = signsThatCount(password, known) * Math.log2(poolOf(password));
  if (bits < FAIR_BITS) return 'weak';
  if (bits < GOOD_BITS) return 'fair';
  return bits < STRONG_BITS ? 'good' : 'strong';
}

function poolOf(password: string): number {
  return KINDS.filter(({ sign }) => sign.test(password)).reduce((sum, { count }) => sum + count, 1);
}

/** A sign that repeats the one before, or follows from it (`abc`, `321`), is worth next to nothing. */
function signsThatCount(password: string, known: readonly string[]): number {
  const lower = password.toLowerCase();
  const names = known.map((name) => name.toLowerCase()).filter((name) => name.length > 2);
  const rest = names.reduce((text, name) => text.replaceAll(name, '\u0000'), lower.replaceAll(COMMON, '\u0000'));
  const signs = Array.from(rest, (sign) => sign.codePointAt(0) ?? 0);
  const steps = signs.map((sign, at) => sign - (signs[at - 1] ?? Number.NaN));
  return signs.filter((_, at) => {
    const step = steps[at] ?? Number.NaN;
    return !(step === 0 || (Math.abs(step) === 1 && step === steps[at - 1]));
  }).length;
}
