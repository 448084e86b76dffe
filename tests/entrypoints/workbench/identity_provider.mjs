// A real OpenID provider (oidc-provider, certified) for the tests: `node identity_provider.mjs PORT CALLBACK LEAVE`.
// Whoever is typed at its log-in is that person: it knows everybody and asks for no password.
import { Provider } from "oidc-provider";

const [port, callback, leave] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
// Its clock goes ahead by as many seconds as PUT /ahead/SECONDS says.
const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead * 1000;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "banshi",
      client_secret: "known-to-the-tests-only",
      redirect_uris: [callback],
      post_logout_redirect_uris: [leave],
      token_endpoint_auth_method: "client_secret_basic",
    },
  ],
  claims: { openid: ["sub", "amr"], profile: ["name", "preferred_username"] },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, name: "王芳", preferred_username: id }),
  }),
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  ttl: { AuthorizationCode: 60, IdToken: 300, AccessToken: 300, Session: 600, Interaction: 600, Grant: 600 },
  cookies: { keys: ["tests-only"] },
});
provider.use((ctx, next) => {
  const [, seconds] = /^\/ahead\/(\d+)$/.exec(ctx.path) || [];
  if (!seconds) return next();
  ahead = Number(seconds);
  ctx.status = 204;
});
provider.listen(Number(port), "127.0.0.1", () => console.log(`ready ${issuer}`));
