// What `npm start` does here: decided apart from doing it, so that it can be tested.

/**
 * @typedef {object} Situation
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {boolean} isRoot
 * @property {readonly string[]} args what came after `npm start --`
 */

/**
 * @typedef {{ kind: 'window', flags: readonly string[], notes: readonly string[] }} WindowPlan
 * @typedef {{ kind: 'terminal', args: readonly string[] | null, notes: readonly string[] }} TerminalPlan
 */

const NO_DISPLAY = 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so there is no window.';
const TO_GET_IT =
  'To get it: run npm start in a desktop session, or over `ssh -X`, or under a display in memory: xvfb-run -a npm start.';
const AS_ROOT =
  "Started as root: Chromium's sandbox does not work for root, so the page runs without it. Better start the window as " +
  'yourself; it asks for rights when a card is written.';

/**
 * What a person is told whose window could not open, for this display does not answer.
 * @param {string} display
 * @returns {readonly string[]}
 */
export function aboutDeadDisplay(display) {
  return [
    `The display ${display} (DISPLAY) does not answer, so there is no window.`,
    'The demo in the terminal: npx nixberry demo',
    TO_GET_IT,
  ];
}

/**
 * The window where there is a display. Where there is none, the demo in the terminal; with a file to write nothing is
 * started (`args` is null), for the demo would not be what was asked for.
 * @param {Situation} situation
 * @returns {WindowPlan | TerminalPlan}
 */
export function planStart({ platform, env, isRoot, args }) {
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    const file = args.find((word) => !word.startsWith('-'));
    if (file === undefined) return { kind: 'terminal', args: ['demo'], notes: [NO_DISPLAY, TO_GET_IT] };
    const instead = `In the terminal: npx nixberry flash ${file} --to DRIVE`;
    return { kind: 'terminal', args: null, notes: [NO_DISPLAY, instead, TO_GET_IT] };
  }
  const noSandbox = platform === 'linux' && isRoot;
  return {
    kind: 'window',
    flags: [
      ...(noSandbox ? ['--no-sandbox'] : []),
      // Newer Electrons choose by themselves; up to 37 a window in a Wayland session without Xwayland has to ask.
      ...(platform === 'linux' && env.WAYLAND_DISPLAY ? ['--ozone-platform-hint=auto'] : []),
    ],
    notes: noSandbox ? [AS_ROOT] : [],
  };
}
