/** Activity and result numbers of Nix's logger that we use, the same from 2.8 to 2.36 and in Lix; others are passed over. */
export const ACTIVITY = { copyPath: 100, fileTransfer: 101, copyPaths: 103, builds: 104, build: 105 } as const;
export const RESULT = {
  buildLogLine: 101,
  setPhase: 104,
  progress: 105,
  setExpected: 106,
  postBuildLogLine: 107,
} as const;

/** Levels of messages; Nix has 4 to 7 for what only its developers want to know. */
export const LEVEL = { error: 0, warning: 1, notice: 2, info: 3 } as const;
