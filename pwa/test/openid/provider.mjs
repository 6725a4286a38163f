// An OpenID provider of other hands for the tests: whoever types a name is that person, and one whose name begins
// with "unverified" has an address that nobody checked. `node provider.mjs PORT CLIENT_ID SECRET REDIRECT_URI`
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [port, clientId, secret, redirectUri] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;

const provider = new Provider(issuer, {
  clients: [{ client_id: clientId, client_secret: secret, redirect_uris: [redirectUri] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["for the tests"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, login) => ({
    accountId: login,
    claims: () => ({
      sub: login,
      email: login.replace(/^(unverified|again)-/, ""),
      email_verified: !login.startsWith("unverified-"),
      name: "Nur Aisyah",
    }),
  }),
});

// Its own pages ask for a font from elsewhere.
provider.use(async (context, next) => {
  await next();
  if (typeof context.body === "string") context.body = context.body.replace(/@import url\([^)]*\);?/g, "");
});

createServer(provider.callback()).listen(Number(port), "127.0.0.1", () => {
  console.log(`listening at ${issuer}`);
});
