/** Why root's rights were not given: `not-elevated` where nobody can be asked and Nixberry has none itself; `denied` where a person or a rule said no, or nothing more is known. */
export type DenialReason = 'no-terminal' | 'not-allowed' | 'not-elevated' | 'denied';

/** The words of sudo (since 1.8, and of sudo-rs), pkexec and run0; we start them with LC_ALL=C. */
const NO_TERMINAL =
  /terminal is required|no tty present|no askpass|must have a tty|interactive authentication|authentication agent|tty is required/i;
const NOT_ALLOWED =
  /not in the sudoers file|not allowed to (?:execute|run)|may not run sudo|I'm sorry .*\. I'm afraid/i;

/** Tells from the last words of sudo, pkexec or run0 why the writer did not start. */
export function denialReason(words: string): DenialReason {
  if (NOT_ALLOWED.test(words)) return 'not-allowed';
  return NO_TERMINAL.test(words) ? 'no-terminal' : 'denied';
}
