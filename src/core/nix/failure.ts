import { AppError, type Facts } from '../errors/app-error.ts';
import type { CancelSignal } from '../ports.ts';
import { logArgv } from './argv.ts';
import type { NixCause } from './causes.ts';
import type { BuildEvent } from './events.ts';
import { explain, failedDerivation } from './explain.ts';
import type { NixPort } from './ports.ts';
import type { NixSite } from './site.ts';
import { keptLog, type NixState } from './state.ts';
import { cleanText } from './text.ts';

const LOG_TIMEOUT_MS = 20_000;
const LOG_LINES = 40;
const DETAIL_LINES = 6;
const DETAIL_CHARS = 500;

/**
 * Why a run of Nix failed, as the error to end with; before that, the failing derivation's log as an event.
 * Facts: `cause`, `derivation` (null when none is named), `detail` (Nix's own words, null when it said none), `warned`
 * where only a warning hints at the cause, and those of the cause.
 */
export async function failBuild(
  state: NixState,
  exitCode: number | null,
  { nix, elsewhere, onlyBuilders = false }: Pick<NixSite, 'nix' | 'elsewhere' | 'onlyBuilders'>,
  signal: CancelSignal,
  emit: (event: BuildEvent) => void,
): Promise<AppError> {
  const texts = [...state.errors.map((error) => error.text), ...state.texts];
  const derivation = failedDerivation(texts);
  const lines = derivation === null ? [] : await logOf(state, derivation, nix, signal);
  if (derivation !== null && lines.length > 0) emit({ type: 'failed-log', derivation, lines: [...lines] });
  // Nothing said and ended by a signal: in practice the kernel, which ran out of memory.
  const silent = exitCode === null || exitCode === 137 ? ['Killed'] : [];
  const told = explain([...texts, ...silent], lines);
  // Nix's own connection broke: that is no failure of the build. The daemon it then misses is the one at the other end.
  if (elsewhere !== null && (told.cause === 'connection-lost' || told.cause === 'daemon-lost'))
    return new AppError('remote-lost', { place: elsewhere, detail: firstError(state) });
  const facts =
    told.cause === 'other'
      ? hintOf(state)
      : told.cause === 'no-builder'
        ? { detail: firstError(state), ...noBuilder(state, onlyBuilders) }
        : { detail: firstError(state), ...told.facts, cause: told.cause };
  return new AppError('build-failed', { ...facts, derivation, place: elsewhere });
}

/** Nobody may build, because Nix has passed over the builders that were named, or none of them fits. */
function noBuilder(state: NixState, onlyBuilders: boolean): Facts & { readonly cause: NixCause } {
  const ignored = state.warnings.map((text) => explain([text])).find(({ facts }) => facts.setting === 'builders');
  return ignored ? { ...ignored.facts, cause: ignored.cause } : { cause: 'no-builder', onlyBuilders };
}

/**
 * The facts where no error is one that we know. Nix warns of much that is not why it failed (a cache out of reach, a
 * setting that it ignores): a warning counts only where there is no error at all.
 */
function hintOf(state: NixState): Facts & { readonly cause: NixCause } {
  const last = state.errors.at(-1);
  if (last) return { detail: oneLine(last.headline) ?? oneLine(last.text), cause: 'other' };
  const warning = state.warnings.findLast((text) => explain([text]).cause !== 'other');
  if (warning !== undefined) {
    const { cause, facts } = explain([warning]);
    return { ...facts, detail: oneLine(warning), cause, warned: true };
  }
  return { detail: oneLine(lastText(state)) ?? oneLine(state.warnings.at(-1) ?? ''), cause: 'other' };
}

/** The first error is the cause, those after it follow from it. Null where nothing was said. */
export function firstError(state: NixState): string | null {
  return oneLine(state.errors[0]?.headline ?? lastText(state));
}

function lastText(state: NixState): string {
  return state.texts.findLast((text) => text.trim() !== '') ?? '';
}

/** The first lines in one, which is how it is shown; null for nothing. */
function oneLine(text: string): string | null {
  const lines = text.split('\n').map((line) => line.trim());
  const some = lines.filter((line) => line !== '').slice(0, DETAIL_LINES);
  return some.join(' ').slice(0, DETAIL_CHARS) || null;
}

/** What we heard of the build, or what Nix kept: a remote build, or one that failed before, tells us nothing itself. */
async function logOf(
  state: NixState,
  derivation: string,
  nix: NixPort,
  signal: CancelSignal,
): Promise<readonly string[]> {
  const heard = keptLog(state, derivation) ?? [];
  if (heard.length > 0) return heard;
  const kept = await nix.run(logArgv(derivation), { signal, timeoutMs: LOG_TIMEOUT_MS }).catch(() => null);
  if (kept?.code !== 0) return [];
  return cleanText(kept.stdout.trimEnd()).split('\n').slice(-LOG_LINES);
}
