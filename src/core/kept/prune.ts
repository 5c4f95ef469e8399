import { byAge, keptGroup, type KeptImage } from './record.ts';

/** How many images of the same host, flake and place are kept where nobody says otherwise. */
export const KEEP_IMAGES = 3;

/**
 * Those that are more than the newest `keep` of the same flake, host and place, newest first. The order in which they were
 * kept decides, not the clock.
 */
export function imagesToPrune(images: readonly KeptImage[], keep: number): readonly KeptImage[] {
  const seen = new Map<string, number>();
  return [...images].sort(byAge).filter((image) => {
    const group = keptGroup(image);
    const newer = seen.get(group) ?? 0;
    seen.set(group, newer + 1);
    return newer >= keep;
  });
}
