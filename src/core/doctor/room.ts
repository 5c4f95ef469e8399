/** What an image, its parts and what they are made of take in a Nix store: downloaded nearly all of it, or compiled. */
export const NATIVE_BYTES = 15e9;
export const CROSS_BYTES = 40e9;
