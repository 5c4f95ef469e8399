/** The version of package.json; a test holds the two together. A constant costs no look-up at the start. */
export const VERSION = '0.1.0';
