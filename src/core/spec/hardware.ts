import * as z from 'zod';
import { says, shaped } from './text.ts';

/** The firmware ignores what is behind the 98th character of a line (documentation of config.txt, "File format"). */
const MAX_CONFIG_TXT_LINE = 98;

/** One line for the `[all]` section at the end of config.txt: printable ASCII, no blanks around it. */
const configTxtLine = shaped(/^[!-~]([ -~]*[!-~])?$/, 'config-txt-line').max(
  MAX_CONFIG_TXT_LINE,
  says('config-txt-long'),
);

export const configTxt = z.array(configTxtLine).default([]);

/** An attribute path in nixpkgs: `htop`, `python3Packages.gpiozero`. */
const packageName = shaped(/^[A-Za-z_][A-Za-z0-9_+-]*(\.[A-Za-z0-9_][A-Za-z0-9_+-]*)*$/, 'package-name');

export const packages = z.array(packageName).default([]);

export const image = z
  .strictObject({
    compress: z.boolean().default(true),
    /** Own disk id and labels, for a card and another drive of ours in the same Pi. */
    uniqueIds: z.boolean().default(false),
  })
  .prefault({});
