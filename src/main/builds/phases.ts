import { BUILD_PHASES, type BuildPhase, type BuildView } from '../../contract/window/build.ts';

type Amounts = Pick<BuildView, 'plan' | 'builds' | 'fetches' | 'downloads' | 'running'>;
type State = BuildPhase['state'];

/** As nixpkgs calls the image of a card, and that of the file system in it (`ext4-fs.img`), which is the most of it. */
const IMAGE_NAME = /\.img(?:\.(?:zst|gz|xz|bz2))?$/;

export const WAITING_PHASES: readonly BuildPhase[] = BUILD_PHASES.map((phase) => ({
  phase,
  state: 'waiting',
  startedAt: null,
  endedAt: null,
}));

/** The phases when the counts of a running build are these. They overlap: Nix downloads and builds at the same time. */
export function movePhases(phases: readonly BuildPhase[], amounts: Amounts, at: number): readonly BuildPhase[] {
  return phases.map((phase) => moved(phase, stateOf(phase, amounts), at));
}

/** The phases of a build that has ended: what was to come was not needed, or did not come to pass. */
export function endPhases(
  phases: readonly BuildPhase[],
  end: 'done' | 'failed' | 'cancelled',
  at: number,
): readonly BuildPhase[] {
  if (end === 'done') return phases.map((phase) => moved(phase, phase.state === 'waiting' ? 'skipped' : 'done', at));
  // Of several that ran, the last is what it failed in: the one before was merely not over.
  const last = phases.findLast(({ state }) => state === 'running')?.phase;
  return phases.map((phase) => {
    if (phase.state !== 'running') return phase;
    return moved(phase, end === 'failed' && phase.phase === last ? 'failed' : 'waiting', at);
  });
}

function stateOf({ phase, state }: BuildPhase, { plan, builds, fetches, downloads, running }: Amounts): State {
  const isEvaluated = plan !== null || builds.expected > 0 || fetches.expected > 0;
  if (phase === 'evaluate') return isEvaluated ? 'done' : 'running';
  if (!isEvaluated) return 'waiting';
  const others = Math.max(0, builds.expected - 1);
  const isAtImage = running.some(({ name }) => IMAGE_NAME.test(name)) || isAtLast(builds);
  // A Nix that tells no plan has none left to tell by then.
  const none = plan !== null || isAtImage ? 'skipped' : 'waiting';
  switch (phase) {
    case 'download':
      if (fetches.expected === 0) return none;
      if (fetches.done >= fetches.expected) return 'done';
      return fetches.done > 0 || downloads.expectedBytes > 0 ? 'running' : 'waiting';
    case 'build':
      if (others === 0) return none;
      if (builds.done >= others) return 'done';
      return builds.done + builds.running > 0 ? 'running' : 'waiting';
    case 'image':
      // Also in the moment between the file system and the image itself.
      return isAtImage || (state === 'running' && builds.done >= others) ? 'running' : 'waiting';
  }
}

/** Whether only one is left, and begun: nothing is built beside the image itself, whatever it is called, for which all has to be there. */
function isAtLast({ done, expected, running }: Amounts['builds']): boolean {
  const others = expected - 1;
  return expected > 0 && done >= others && done + running > others;
}

function moved(phase: BuildPhase, state: State, at: number): BuildPhase {
  if (state === phase.state) return phase;
  switch (state) {
    case 'waiting':
    case 'skipped':
      return { ...phase, state, startedAt: null, endedAt: null };
    case 'running':
      return { ...phase, state, startedAt: phase.startedAt ?? at, endedAt: null };
    case 'done':
    case 'failed':
      return { ...phase, state, startedAt: phase.startedAt ?? at, endedAt: at };
  }
}
