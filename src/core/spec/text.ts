import * as z from 'zod';
import type { ProblemCode } from './codes.ts';

/**
 * U+0000 to U+001F, U+007F to U+009F and lone surrogates: no field has a use for them, Nix's fromJSON refuses some, and a
 * line break would start a new line in whatever file the text ends up in.
 */
const NO_CONTROL = /^[^\p{Cc}\p{Cs}]*$/u;

/** A string in which each refused character has a code of its own. `says` ties zod's message to our codes. */
export function says(code: ProblemCode): { error: ProblemCode } {
  return { error: code };
}

/** One line of text, at most so many UTF-16 units. */
export function line(maxLength: number): z.ZodString {
  return z.string().max(maxLength, says('too-long')).regex(NO_CONTROL, says('control-character'));
}

/** One line that has a shape; another character than the shape's is told as `code`. */
export function shaped(shape: RegExp, code: ProblemCode, maxLength = 255): z.ZodString {
  return line(maxLength).regex(shape, says(code));
}
