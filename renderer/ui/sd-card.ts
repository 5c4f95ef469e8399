import { createLucideIcon } from 'lucide-react';

/** A memory card, which Lucide does not have, drawn like its icons. */
export const SdCard = createLucideIcon('sd-card', [
  ['path', { d: 'M7 3h7.5L19 7.5V20a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z', key: 'card' }],
  ['path', { d: 'M9.5 6.5V9M12.5 6.5V9M15.5 8.5V9', key: 'contacts' }],
]);
