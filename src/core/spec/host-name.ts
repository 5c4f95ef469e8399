import { shaped } from './text.ts';

/** RFC 1123, in lower case, as NixOS wants it; 63 is the length of a DNS label. */
export const hostName = shaped(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'host-name');
