// The service of angular-oauth2-oidc with its own parts, outside of an Angular application.
import "@angular/compiler";
import { MemoryStorage, OAuthService, SystemDateTimeProvider, UrlHelperService } from "angular-oauth2-oidc";
import { JwksValidationHandler } from "angular-oauth2-oidc-jwks";

const logger = { debug() {}, info() {}, log() {}, warn() {}, error() {} };

// Takes an ID Token in, as after a login; throws what the service says.
export async function login(config, token) {
  const parts = [new MemoryStorage(), new JwksValidationHandler(), config, new UrlHelperService(), logger];
  const service = new OAuthService(null, null, ...parts, null, null, new SystemDateTimeProvider());
  service.configure({ requestAccessToken: false, ...config });
  const options = { customHashFragment: `#id_token=${token}&state=1`, disableNonceCheck: true, preventClearHashAfterLogin: true };
  await service.tryLoginImplicitFlow(options).catch((reason) => { throw new Error(reason.message ?? reason); });
}
