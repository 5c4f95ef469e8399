import type { ImageFormat } from '../ports.ts';
import type { ConsoleName } from './console.ts';

/** `copying`: the image is unpacked into a card of its own. The others are what the machine runs. */
export const BOOT_PHASES = ['copying', 'u-boot', 'kernel'] as const;
export type BootPhase = (typeof BOOT_PHASES)[number];

/** What happens while an image is started. */
export type BootEvent =
  | { readonly type: 'image'; readonly name: string; readonly format: ImageFormat; readonly bytes: number | null }
  | { readonly type: 'phase'; readonly phase: BootPhase }
  | { readonly type: 'copied'; readonly bytes: number; readonly of: number | null }
  /** A whole line, without escape sequences. */
  | { readonly type: 'console'; readonly from: ConsoleName; readonly line: string };

export interface BootResult {
  /** The line that was waited for. */
  readonly line: string;
  /** Since the machine was switched on. */
  readonly ms: number;
}
