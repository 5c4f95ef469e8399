/** The process's exit code for each kind of end; 128 + SIGINT for a cancelled job, as shells do. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  usage: 2,
  refused: 3,
  verification: 4,
  build: 5,
  drive: 6,
  notAuthorised: 7,
  badImage: 8,
  remote: 9,
  cancelled: 130,
} as const;

export type ExitKind = keyof typeof EXIT;

/**
 * How bad an exit code is, worst last: with several targets the worst one is the process's. A card that lies or broke
 * weighs more than one that was never touched.
 */
const SEVERITY: readonly number[] = [
  EXIT.done,
  EXIT.cancelled,
  EXIT.refused,
  EXIT.notAuthorised,
  EXIT.usage,
  EXIT.remote,
  EXIT.build,
  EXIT.badImage,
  EXIT.drive,
  EXIT.verification,
  EXIT.unexpected,
];

/** The worst of several exit codes; 0 for none. */
export function worstExitCode(codes: readonly number[]): number {
  return codes.reduce((worst, code) => (SEVERITY.indexOf(code) > SEVERITY.indexOf(worst) ? code : worst), 0);
}
