import type { NixPlan } from '../nix/events.ts';
import type { KeptImage } from './record.ts';

export interface BuildEstimate {
  readonly ms: number;
  /** Builds that it rests on. */
  readonly basedOn: number;
}

/** Older builds say little: the machine, the connection and nixpkgs were others. */
const MAX_BUILDS = 12;
/** What a build takes by itself (reading the flake, packing the image), counted as derivations. */
const FIXED_DERIVATIONS = 4;
/** Where the search starts, and so what a single build is divided by: only their proportion matters then. */
const START_MS = { native: 2_000, cross: 30_000, unknown: 2_000 } as const;
const START_MS_PER_BYTE = 1e-4;
const ROUNDS = 60;
/** A plan that is this many times larger than all that was ever built there cannot be judged by it. */
const MAX_REACH = 10;
/** Two builds that say nothing against it could be explained by one of the rates alone. */
const MAX_SPREAD = 20;

type Amount = Pick<NixPlan, 'toBuild' | 'downloadBytes'>;
interface Past {
  readonly built: number;
  readonly bytes: number;
  readonly ms: number;
  /** Nearer to the size of the plan counts more. */
  readonly weight: number;
}

/**
 * How long a build may take, by earlier ones of the same place and the same way: so much for each derivation, so much for
 * each byte. Null where those cannot tell, or nothing is to be done.
 */
export function estimateBuild(
  plan: Amount,
  how: 'native' | 'cross' | null,
  place: string,
  images: readonly KeptImage[],
): BuildEstimate | null {
  if (plan.toBuild === 0 && plan.downloadBytes === 0) return null;
  const past = images
    .filter((image) => image.place === place && image.how === how && image.ms > 0)
    .filter(({ built, downloadBytes }) => built > 0 || downloadBytes > 0)
    .sort((a, b) => b.order - a.order)
    .slice(0, MAX_BUILDS)
    .map((image) => pastBuild(image, plan));
  const start = { perBuild: START_MS[how ?? 'unknown'], perByte: START_MS_PER_BYTE };
  const wanted = { built: buildWork(plan.toBuild), bytes: plan.downloadBytes };
  if (!reaches(past, wanted, start)) return null;
  const ms = cost(wanted, fit(past, start));
  return { ms: Math.round(ms), basedOn: past.length };
}

interface Rates {
  readonly perBuild: number;
  readonly perByte: number;
}

function pastBuild({ built, downloadBytes, ms }: KeptImage, plan: Amount): Past {
  const distance = Math.log((built + FIXED_DERIVATIONS) / (plan.toBuild + FIXED_DERIVATIONS));
  return { built: buildWork(built), bytes: downloadBytes, ms, weight: 1 / (1 + distance ** 2) };
}

function buildWork(derivations: number): number {
  return derivations + FIXED_DERIVATIONS;
}

function cost({ built, bytes }: Pick<Past, 'built' | 'bytes'>, { perBuild, perByte }: Rates): number {
  return built * perBuild + bytes * perByte;
}

/** Whether each part of the plan that weighs something was done before, in a measure that says something about it. */
function reaches(past: readonly Past[], wanted: Pick<Past, 'built' | 'bytes'>, start: Rates): boolean {
  const most = (of: 'built' | 'bytes'): number => Math.max(0, ...past.map((build) => build[of]));
  const total = cost(wanted, start);
  const builds = wanted.built <= MAX_REACH * most('built') || wanted.built * start.perBuild < total / MAX_REACH;
  const bytes = wanted.bytes <= MAX_REACH * most('bytes') || wanted.bytes * start.perByte < total / MAX_REACH;
  return past.length > 0 && builds && bytes;
}

/**
 * The two rates that explain the builds best. In each round what a build took longer than expected is laid on both in
 * proportion to their share of it, so that they stay positive, and large builds weigh more than small ones.
 */
function fit(past: readonly Past[], start: Rates): Rates {
  const pooled = quotient(
    past,
    (build) => build.ms / cost(build, start),
    (build) => cost(build, start),
  );
  const middle: Rates = { perBuild: start.perBuild * pooled, perByte: start.perByte * pooled };
  let rates = middle;
  for (let round = 0; round < ROUNDS; round += 1) {
    const late = (build: Past): number => build.ms / cost(build, rates);
    rates = {
      perBuild: within(rates.perBuild * quotient(past, late, ({ built }) => built), middle.perBuild),
      perByte: within(rates.perByte * quotient(past, late, ({ bytes }) => bytes), middle.perByte),
    };
  }
  return rates;
}

/** The mean of a value over the builds, by what each has of something; 1 where none has any. */
function quotient(past: readonly Past[], value: (build: Past) => number, amount: (build: Past) => number): number {
  const all = past.reduce((sum, build) => sum + build.weight * amount(build), 0);
  return all === 0 ? 1 : past.reduce((sum, build) => sum + build.weight * amount(build) * value(build), 0) / all;
}

function within(rate: number, middle: number): number {
  return Math.min(middle * MAX_SPREAD, Math.max(middle / MAX_SPREAD, rate));
}
