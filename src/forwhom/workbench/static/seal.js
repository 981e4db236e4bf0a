/**
 * Gives up what the page needs no longer. A further policy can only take rights away, and nobody can give them back:
 * from then on the browser itself refuses every connection of this page, of its worker, and of anything that might
 * ever run in them.
 */

const SEALED = [
  "default-src 'none'",
  "script-src blob: 'wasm-unsafe-eval'",
  "worker-src blob:",
  "connect-src 'none'",
  "img-src data:",
  "style-src 'self'",
].join("; ");

export function seal() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = SEALED;
  document.head.append(policy);
}
