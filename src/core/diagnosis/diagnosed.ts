import type { Facts } from '../errors/app-error.ts';
import type { ErrorCode } from '../errors/causes.ts';
import type { Verified } from '../flash/protocol-events.ts';

export interface DiagnosedError {
  readonly code: ErrorCode;
  readonly facts: Facts;
}

export interface NotedError extends DiagnosedError {
  /** ISO 8601. */
  readonly at: string;
  /** What was asked for: a call of the page, a command. */
  readonly call: string;
}

/** What a report is made of, as the window and the terminal have it. Sizes in bytes, times in ms, rates in bytes a second. */
export interface Diagnosed {
  readonly versions: readonly string[];
  /** Of the window. */
  readonly preferences: {
    readonly language: string;
    readonly textPercent: number;
    readonly theme: string;
  } | null;
  /** The last jobs. */
  readonly flash: DiagnosedFlash | null;
  readonly build: DiagnosedBuild | null;
  readonly errors: readonly NotedError[];
}

export interface DiagnosedFlash {
  readonly state: string;
  readonly elapsedMs: number;
  /** Only what differs was to be written. */
  readonly onlyChanged: boolean;
  readonly image: { readonly bytes: number | null };
  readonly targets: readonly DiagnosedTarget[];
  readonly error: DiagnosedError | null;
}

export interface DiagnosedTarget {
  /** Null for a virtual card. */
  readonly drive: {
    readonly name: string;
    readonly bytes: number;
    readonly bus: string;
    readonly kind: string;
    readonly serial: string | null;
    readonly removable: boolean;
  } | null;
  readonly sectorBytes: number | null;
  readonly phases: readonly {
    readonly phase: string;
    readonly state: string;
    readonly bytes: number;
    readonly ms: number;
  }[];
  readonly samples: readonly { readonly rate: number; readonly phase: string }[];
  /** The slowest and the fastest second of a phase where samples are means of several; else of the samples. */
  readonly extremes: readonly { readonly phase: string; readonly least: number; readonly most: number }[];
  readonly limitedBy: string | null;
  readonly stalledMs: number | null;
  readonly outcome: DiagnosedOutcome | null;
}

export type DiagnosedOutcome =
  | {
      readonly kind: 'done';
      readonly verified: Verified;
      readonly bytes: number;
      readonly writtenBytes: number;
      readonly skippedBytes: number;
      readonly rewritten: number | null;
    }
  | (DiagnosedError & { readonly kind: 'failed'; readonly state: string })
  | { readonly kind: 'cancelled'; readonly state: string };

export interface DiagnosedBuild {
  readonly state: string;
  readonly place: string;
  readonly system: string | null;
  readonly how: string | null;
  readonly phases: readonly {
    readonly phase: string;
    readonly state: string;
    readonly startedAt: number | null;
    readonly endedAt: number | null;
  }[];
  readonly builds: { readonly done: number; readonly expected: number };
  readonly downloads: { readonly bytes: number; readonly expectedBytes: number };
  readonly error: DiagnosedError | null;
}
