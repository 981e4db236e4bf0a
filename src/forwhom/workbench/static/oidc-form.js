/** The two forms: where to begin, and which token to ask for. The second is filled from what was discovered. */

import { byId, make, visible } from "./dom.js";

/**
 * @import { Names, Settings, TokenReading, Granted } from "./oidc.d.ts"
 */

/** Each grant by its name in the request: what it is called, and its `grant_type`. */
const GRANTS = /** @type {const} */ ({
  login: ["Login (code with PKCE)", "authorization_code"],
  "client-credentials": ["Client credentials", "client_credentials"],
  device: ["Device code", "urn:ietf:params:oauth:grant-type:device_code"],
  refresh: ["Refresh", "refresh_token"],
  "token-exchange": ["Token exchange", "urn:ietf:params:oauth:grant-type:token-exchange"],
});
/** Those that a probe of a resource can take. */
const PROBING = ["login", "client-credentials"];
/** What the metadata stands for where it is silent. Source: RFC 8414 section 2 */
const SILENT = { grants: ["authorization_code", "implicit"], methods: ["client_secret_basic"] };
/** @type {Record<string, string>} */
const METHODS = {
  none: "nothing: a public client",
  client_secret_basic: "a secret, in the header",
  client_secret_post: "a secret, in the form",
  private_key_jwt: "a private key",
  client_secret_jwt: "a secret that signs, and is not sent",
};
const LISTS = ["resources", "expected", "refresh_for"];

export function forms() {
  const start = byId("start", HTMLFormElement);
  const grant = byId("grant", HTMLFormElement);
  const kind = byId("kind", HTMLSelectElement);
  const method = byId("authentication", HTMLSelectElement);
  const number = byId("number", HTMLSelectElement);
  const address = byId("address", HTMLInputElement);

  const isResource = () => new FormData(start).get("start") === "resource";

  function begin() {
    byId("address-label", HTMLLabelElement).textContent = isResource() ? "Address of the resource" : "Issuer";
    address.placeholder = isResource() ? "https://api.example.com/mcp" : "https://auth.example.com";
  }

  /** Shows the fields that the choices ask for; what is hidden is not sent. */
  function adapt() {
    const chosen = new Set([kind.value, method.value]);
    if (isResource()) chosen.add("resource");
    const starts = kind.value === "refresh" || kind.value === "token-exchange";
    if (starts && number.value === "") chosen.add("pasted");
    for (const field of grant.querySelectorAll("[data-for]")) {
      if (!(field instanceof HTMLElement)) continue;
      const shown = (field.dataset.for ?? "").split(" ").some((one) => chosen.has(one));
      field.hidden = !shown;
      for (const input of field.querySelectorAll("input, select, textarea")) input.toggleAttribute("disabled", !shown);
    }
  }

  start.addEventListener("change", begin);
  grant.addEventListener("change", adapt);
  begin();

  return {
    start,
    grant,
    isResource,

    /** @param {Names} names */
    offer(names) {
      byId("verifiers", HTMLDataListElement).replaceChildren(...names.verifiers.map(({ id, name }) => make("option", { value: id }, name)));
    },

    /** @param {Settings} settings */
    fill(settings) {
      const grants = settings.grant_types_supported ?? SILENT.grants;
      const methods = settings.token_endpoint_auth_methods_supported ?? SILENT.methods;
      const before = [kind.value, method.value];
      kind.replaceChildren(
        ...Object.entries(GRANTS)
          .filter(([name]) => !isResource() || PROBING.includes(name))
          .map(([name, [title, type]]) => make("option", { value: name }, grants.includes(type) ? title : `${title} (not in the metadata)`)),
      );
      method.replaceChildren(
        ...Object.entries(METHODS).map(([name, title]) =>
          make("option", { value: name }, name === "none" || methods.includes(name) ? title : `${title} (not in the metadata)`),
        ),
      );
      if (before[0]) [kind.value, method.value] = before;
      const { origins, issuer } = settings;
      const others = origins.filter((one) => !issuer.startsWith(one));
      byId("whereto", HTMLElement).textContent = others.length
        ? `What you enter goes to the endpoints of ${visible(issuer)}. Its metadata names ${others.map(visible).join(", ")} as well.`
        : `What you enter goes to the endpoints of ${visible(issuer)}, and to no other host.`;
      const scopes = settings.scopes_supported;
      byId("scope-hint", HTMLElement).textContent = scopes?.length ? `The metadata names ${visible(scopes.slice(0, 20).join(" "))}` : "Separated by blanks.";
      grant.hidden = false;
      adapt();
    },

    /**
     * Offers the tokens of this walk to start from.
     * @param {{ granted: Granted, reading: TokenReading }[]} tokens
     */
    tokens(tokens) {
      const before = number.value;
      number.replaceChildren(
        make("option", { value: "" }, "one that I paste"),
        ...tokens.map(({ granted, reading }) => make("option", { value: reading.number }, `${granted.kind} no. ${reading.number + 1} of this walk`)),
      );
      number.value = before;
      adapt();
    },

    /** What the form for a token says. */
    asked() {
      /** @type {Record<string, unknown>} */
      const said = {};
      for (const [name, value] of new FormData(grant)) {
        const text = String(value).trim();
        if (LISTS.includes(name)) said[name] = text.split(/\s+/).filter(Boolean);
        else if (name === "number") said[name] = text === "" ? null : Number(text);
        else said[name] = text === "on" ? true : text;
      }
      return said;
    },
  };
}
