/**
 * What the page may load: its own scripts, styles and pictures, and nothing from anywhere else (Electron's security
 * checklist, 7). `style-src-attr`: React Aria places its menus by style attributes, set by script through the CSSOM, which no
 * policy forbids; none is in the HTML.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');
