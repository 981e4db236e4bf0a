/** What the local server tells the page of the OIDC debugger, as docs/json.md describes the steps. */

import type { Fix, Json, Members, Reading, Snippet, Token } from "./answers.d.ts";

export type Pairs = [string, string][];
export interface Check { outcome: "passed" | "failed" | "warning" | "note"; text: string; found: Json; expected: Json; reference: string | null; hint: string | null; option: string | null }
export interface Granted {
  kind: string;
  form: string;
  match: string;
  signature_verified: boolean | null;
  checks: Check[];
  why: string[];
  change: string[];
}
export interface TokenReading { number: number; asked: string; granted: string; token: Token; reading: Reading | null }
export interface ServerError {
  name: string;
  description: string | null;
  uri: string | null;
  status: number | null;
  meaning: string;
  reference: string | null;
  codes: string[];
  speaker: string | null;
  matches: { verifier: string; note: string | null }[];
  fixes: Fix[];
}
export interface Step {
  name: string;
  title: string;
  failed: boolean;
  milliseconds: number | null;
  request: { method: string; url: string; named_by: "user" | "metadata"; headers: Pairs; form: Pairs | null } | null;
  response: { status: number; address: string; headers: Pairs; body: Json } | null;
  failure: { trouble: string; text: string; consent: string | null } | null;
  checks: Check[];
  facts: Pairs;
  tokens: Granted[];
  readings: TokenReading[];
  error: ServerError | null;
}
export type Waiting =
  | { for: "login"; url: string; redirect_uri: string }
  | { for: "device"; user_code: string; verification_uri: string; complete: string | null; seconds: number }
  | { for: "consent"; host: string; text: string };
export interface Settings {
  issuer: string;
  endpoints: Record<string, string>;
  origins: string[];
  grant_types_supported: string[] | null;
  token_endpoint_auth_methods_supported: string[] | null;
  scopes_supported: string[] | null;
}
export interface Configuration { verifier: string; name: string; setting: string; text: string; snippet: Snippet }
export interface News {
  session: string;
  version: number;
  running: boolean;
  waiting: Waiting | null;
  trouble: string | null;
  settings: Settings | null;
  configuration: Configuration | null;
  after: number;
  steps: Step[];
}
export interface Names { verifiers: { id: string; name: string }[]; providers: { id: string; name: string }[] }
export type Sent = Members;
