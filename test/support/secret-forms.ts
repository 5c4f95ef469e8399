/** base64 of a text begins with other characters when 1 or 2 bytes come before it; what does not depend on neighbours. */
function base64Cores(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(before === 0 ? 0 : before + 1, -3);
  });
}

/** The texts in which a secret could hide: itself, and its base64 (wherever it lies in a longer one) and hex. */
export function formsOf(secret: string | Buffer): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString('hex');
  const urlSafe = base64Cores(bytes).map((core) => core.replaceAll('+', '-').replaceAll('/', '_'));
  const forms = [...base64Cores(bytes), ...urlSafe, hex, hex.toUpperCase()];
  return [...new Set(typeof secret === 'string' ? [secret, ...forms] : forms)];
}
