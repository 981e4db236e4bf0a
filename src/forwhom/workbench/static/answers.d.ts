/** What the engine answers, as docs/json.md describes it; and what the page knows before. */

export type Json = null | boolean | number | bigint | string | Json[] | { [name: string]: Json };
export type Members = { [name: string]: Json };
export type Confidence = "certain" | "likely" | "possible";
export type Party = "resource-server" | "client" | "authorization-server";

export interface Defect { code: string; where: string; text: string; pointer: string }
export interface Token {
  form: string;
  kind: string | null;
  header: Members | null;
  claims: Members | null;
  payload_text: string | null;
  signature: { bytes: number | null };
  length: number;
  defects: Defect[];
}
export interface Snippet { language: string; code: string }
export interface Fix { party: Party; text: string; snippet: Snippet | null }
export interface Finding {
  code: string;
  severity: "error" | "warning" | "note";
  confidence: Confidence;
  title: string;
  found: Json;
  expected: Json;
  differs_at: number | null;
  because: string;
  evidence: { where: string; pointer: string; label: string }[];
  fixes: Fix[];
  references: string[];
  marker: string;
}
export interface CheckLine { check: string; outcome: "passed" | "failed" | "not-checked" | "unknown"; finding: string | null; note: string }
export interface Prediction { verifier: string; outcome: string; message: string | null; status: number | null; name?: string }
export interface Diagnosis {
  verdict: string;
  cause: string | null;
  causes: { code: string; confidence: Confidence }[];
  verifiers: { id: string; confidence: Confidence }[];
  provider: { id: string; confidence: Confidence } | null;
  checklist: CheckLine[];
  findings: Finding[];
  prediction: Prediction | null;
  fixes: Fix[];
  assumed: string[];
  next_steps: string[];
  otherwise: Prediction[];
  notes: string[];
}
export interface Named { id: string; name: string }
export interface Reading {
  token: Token | null;
  compact: string | null;
  diagnosis: Diagnosis;
  speaker: string;
  predicted: string;
  verdict: string;
  verifier: Named | null;
  provider: Named | null;
  message: string | null;
  found: Json;
  expected: string[] | null;
  issuers: string[];
}
export interface Names {
  verifiers: (Named & { kind: string })[];
  providers: Named[];
  findings: { code: string; title: string }[];
}
/** What is asked of the engine: the text and what was chosen beside it. */
export interface Asked {
  text: string;
  audiences: string[] | null;
  verifier: string | null;
  provider: string | null;
  issuer: string | null;
  signature_valid: boolean | null;
  /** A JWK Set or JWK as text. */
  keys: string | null;
  now: number;
}
