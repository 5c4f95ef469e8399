/** Colours of a theme by the token's name without `--nb-`, as `#rrggbb`. */
export type Theme = Readonly<Record<string, string>>;

export type ThemeName = 'light' | 'dark' | 'contrast' | 'contrast by the system';

/** The colours of each theme in tokens.css. */
export function themesOf(css: string): Readonly<Record<ThemeName, Theme>> {
  const root = blockAfter(css, ':root {');
  const pick = (index: 0 | 1): Theme =>
    Object.fromEntries(
      [...root.matchAll(/--nb-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
        ([, name = '', light = '', dark = '']) => [name, [light, dark][index] ?? ''],
      ),
    );
  return {
    light: pick(0),
    dark: pick(1),
    contrast: plain(blockAfter(css, ':root[data-theme="contrast"] {')),
    'contrast by the system': plain(blockAfter(css, ':root:not([data-theme]) {')),
  };
}

function blockAfter(css: string, opening: string): string {
  const normal = css.replaceAll("'", '"');
  const from = normal.indexOf(opening);
  if (from < 0) throw new Error(`no ${opening}`);
  return normal.slice(from, normal.indexOf('}', from));
}

function plain(block: string): Theme {
  return Object.fromEntries(
    [...block.matchAll(/--nb-([\w-]+): (#\w{6})/g)].map(([, name = '', colour = '']) => [name, colour]),
  );
}

/** The contrast of two tokens, by WCAG 2: 1 to 21. */
export function ratioOf(theme: Theme, ink: string, ground: string): number {
  const [one, other] = [luminance(theme, ink), luminance(theme, ground)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function luminance(theme: Theme, token: string): number {
  const colour = theme[token];
  if (colour === undefined) throw new Error(`no colour ${token}`);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
