/**
 * Text as XML or HTML text: a name such as `<script>` is shown, never run. Characters that XML forbids are dropped.
 * @example escapeXml('a < "b"') // => 'a &lt; &quot;b&quot;'
 */
export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}
