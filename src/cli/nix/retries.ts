/** `unable to download 'https://cache': no such host (6); retrying in 258 ms`, in the words of Nix and Lix. */
const RETRY = /unable to download '(?<url>[^']+)'[^]*?[;,] retrying in \d+(?:\.\d+)? m?s\b/;

/** Whether a warning is worth a line: Nix tells each of its five tries for the same URL, and the first one says it all. */
export function createRetryFilter(): (text: string) => boolean {
  const told = new Set<string>();
  return (text) => {
    const url = RETRY.exec(text)?.groups?.url;
    if (url === undefined) return true;
    if (told.has(url)) return false;
    told.add(url);
    return true;
  };
}
