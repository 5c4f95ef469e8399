import * as z from 'zod';
import { hasGlibcName } from './locales.ts';
import { says, shaped } from './text.ts';

const WORDS = '[A-Za-z][A-Za-z0-9_]*([+-][A-Za-z0-9_]+)*';

/**
 * By shape only, so that neither `..` nor a path can get in; a locale besides by whether its name is one in UTF-8. Whether
 * there is such a zone, locale or keymap is found out when Nix builds: NixOS looks for the locale and the keymap, and for
 * the zone the project's `modules/region.nix` does.
 */
export const region = z
  .strictObject({
    timeZone: shaped(new RegExp(`^${WORDS}(/${WORDS}){0,2}$`), 'time-zone', 64).default('UTC'),
    /** As glibc lists them: `en_GB.UTF-8`, `hi_IN`, `C.UTF-8`, `sr_RS@latin`. Nothing but UTF-8. */
    locale: shaped(/^(C\.UTF-8|[a-z]{2,3}_[A-Z]{2}(\.UTF-8|@[a-z]+)?)$/, 'locale', 64)
      .refine(hasGlibcName, says('locale'))
      .default('en_US.UTF-8'),
    /** A keymap of the console, as `uk` or `de-latin1-nodeadkeys`. */
    keyboard: shaped(/^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$/, 'keyboard', 64).default('us'),
  })
  .prefault({});
