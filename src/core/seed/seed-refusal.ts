/** Why an image takes no seed. */
export const SEED_REFUSALS = ['no-firmware', 'no-module', 'newer', 'broken'] as const;
export type SeedRefusal = (typeof SEED_REFUSALS)[number];
