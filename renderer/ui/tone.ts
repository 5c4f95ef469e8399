import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react';

/** What a colour says, always with its icon and words. `ok` is finished and checked; `danger` destroys or has failed. */
export type Tone = 'info' | 'ok' | 'warn' | 'danger';

export const TONE_ICONS: Readonly<Record<Tone, LucideIcon>> = {
  info: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  danger: CircleAlert,
};

export const TONE_TEXT: Readonly<Record<Tone, string>> = {
  info: 'text-info-text',
  ok: 'text-ok-text',
  warn: 'text-warn-text',
  danger: 'text-danger-text',
};

export const TONE_GROUND: Readonly<Record<Tone, string>> = {
  info: 'bg-info-soft',
  ok: 'bg-ok-soft',
  warn: 'bg-warn-soft',
  danger: 'bg-danger-soft',
};
