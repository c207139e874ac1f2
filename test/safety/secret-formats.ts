import { createHash } from "node:crypto";

/** One form in which credentials come: `text` is how it stands in an output, `parts` what must not be found anywhere afterwards. */
export type Planted = { readonly format: string; readonly text: string; readonly parts: readonly string[] };

/** Endless letters and digits that look random and are the same for the same name; nothing here opens any door. */
function characters(alphabet: string, name: string, count: number): string {
  let made = "";
  for (let block = 0; made.length < count; block += 1)
    for (const byte of createHash("sha512").update(`${name} ${block}`).digest())
      made += alphabet[byte % alphabet.length];
  return made.slice(0, count);
}

const word = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz0123456789";
const hex = "0123456789abcdef";

type Make = (name: string) => { readonly text: string; readonly parts?: readonly string[] };

const bare =
  (alphabet: string, prefix: string, count: number): Make =>
  (name) => {
    const secret = prefix + characters(alphabet, name, count);
    return { text: secret };
  };
const within =
  (before: string, after: string, count = 24, alphabet = word): Make =>
  (name) => {
    const secret = characters(alphabet, name, count);
    return { text: before + secret + after, parts: [secret] };
  };
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Forms as their issuers document them, and as people put them into settings. */
const formats: Readonly<Record<string, Make>> = {
  "JSON Web Token": (name) => {
    const signature = characters(word, name, 43);
    const text = `${base64url({ alg: "RS256", kid: name })}.${base64url({ iss: "kubernetes/serviceaccount", sub: name })}.${signature}`;
    return { text, parts: [signature, text] };
  },
  "AWS access key id": bare(upper, "AKIA", 16),
  "AWS temporary key id": bare(upper, "ASIA", 16),
  "AWS secret access key": within("aws_secret_access_key = ", "", 40),
  "AWS secret access key as a variable": within("AWS_SECRET_ACCESS_KEY=", "", 40),
  "AWS session token": within("AWS_SESSION_TOKEN=", "==", 200),
  "GitHub token": bare(word, "ghp_", 36),
  "GitHub app token": bare(word, "ghs_", 36),
  "GitHub fine-grained token": bare(word, "github_pat_", 70),
  "GitLab token": bare(word, "glpat-", 20),
  "Slack bot token": (name) => ({ text: `xoxb-${characters("0123456789", name, 12)}-${characters(word, name, 24)}` }),
  "Slack app token": (name) => ({ text: `xapp-1-${characters(upper, name, 10)}-${characters(hex, name, 64)}` }),
  "Slack webhook": (name) => {
    const secret = characters(word, name, 24);
    return { text: `https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/${secret}`, parts: [secret] };
  },
  "Google API key": bare(word, "AIza", 35),
  "Google OAuth token": bare(word, "ya29.", 80),
  "Google OAuth client secret": bare(word, "GOCSPX-", 28),
  "Stripe key": bare(word, "sk_live_", 24),
  "Stripe webhook secret": bare(word, "whsec_", 32),
  "Anthropic key": bare(word, "sk-ant-api03-", 60),
  "OpenAI key": bare(word, "sk-proj-", 48),
  "Hugging Face token": bare(word, "hf_", 34),
  "npm token": bare(word, "npm_", 36),
  "PyPI token": bare(word, "pypi-AgEIcHlwaS5vcmc", 60),
  "Docker Hub token": bare(word, "dckr_pat_", 27),
  "Vault token": bare(word, "hvs.", 90),
  "DigitalOcean token": bare(hex, "dop_v1_", 64),
  "SendGrid key": (name) => ({ text: `SG.${characters(word, name, 22)}.${characters(word, `${name}b`, 43)}` }),
  "Twilio key": bare(hex, "SK", 32),
  "Grafana service account token": (name) => ({
    text: `glsa_${characters(word, name, 32)}_${characters(hex, name, 8)}`,
  }),
  "New Relic key": bare(upper, "NRAK-", 27),
  "Databricks token": bare(hex, "dapi", 32),
  "Doppler token": bare(word, "dp.pt.", 43),
  "Shopify token": bare(hex, "shpat_", 32),
  "Atlassian token": bare(word, "ATATT3xFfGF0", 180),
  "Terraform Cloud token": (name) => ({ text: `${characters(word, name, 14)}.atlasv1.${characters(word, name, 67)}` }),
  "Telegram bot token": (name) => {
    const secret = characters(word, name, 32);
    return {
      text: `https://api.telegram.org/bot${characters("123456789", name, 10)}:AAH${secret}/getMe`,
      parts: [secret],
    };
  },
  "age key": bare("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", "AGE-SECRET-KEY-1", 58),
  "bootstrap token of kubeadm": (name) => {
    const secret = characters(lower, name, 16);
    return { text: `kubeadm join 10.0.0.1:6443 --token ${characters(lower, name, 6)}.${secret}`, parts: [secret] };
  },
  "password in a PostgreSQL URL": within("postgres://shop:", "@db.data.svc:5432/shop"),
  "password with odd characters in a URL": (name) => {
    const secret = `p%40ss!${characters(word, name, 12)}`;
    return { text: `mongodb+srv://app:${secret}@cluster0.example.net/?retryWrites=true`, parts: [secret] };
  },
  "password alone in a Redis URL": within("redis://:", "@redis-master:6379/0"),
  "password in redis.conf": within("requirepass ", ""),
  "password in an AMQP URL": within("amqps://worker:", "@rabbit.example.com/vhost"),
  "password in a JDBC URL": within("jdbc:postgresql://db:5432/shop?user=shop&password=", "&ssl=true"),
  "password in a key-value connection string": within("host=db port=5432 user=shop password=", " sslmode=require"),
  "password in a SQL Server connection string": within(
    "Server=tcp:db,1433;Database=shop;User Id=sa;Password=",
    ";Encrypt=True",
  ),
  "password of a Go MySQL source": within("shop:", "@tcp(mysql.data.svc:3306)/shop?parseTime=true"),
  "Azure storage key": within(
    "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=",
    "==;EndpointSuffix=core.windows.net",
    86,
  ),
  "Azure shared access signature": within("https://shop.blob.core.windows.net/b?sv=2022-11-02&sig=", "%3D", 43),
  "key of a Sentry address": within("https://", "@o12345.ingest.sentry.io/6789", 32, hex),
  "bearer header": within("Authorization: Bearer ", "", 48),
  "basic header": (name) => {
    const secret = Buffer.from(`shop:${characters(word, name, 18)}`).toString("base64");
    return { text: `authorization: Basic ${secret}`, parts: [secret] };
  },
  "API key header": within("X-Api-Key: ", "", 32),
  "session cookie": within("Cookie: theme=dark; session=", "; path=/", 40),
  "token in a query": within("GET /hook?access_token=", "&page=2 HTTP/1.1", 40),
  "password argument": within("--db-password=", " --port=5432"),
  "password argument of two words": within("--admin-password ", " --verbose"),
  "password in JSON": within('{"level":"debug","password":"', '","msg":"login"}'),
  "key in escaped JSON": within('{\\"apiKey\\":\\"', '\\",\\"a\\":1}'),
  "password in a Spring setting": within("spring.datasource.password=", ""),
  "variable named secret": within("CLIENT_SECRET=", ""),
  "encryption key by its name": within("ENCRYPTION_KEY=", "", 44),
  "registry login": (name) => {
    const secret = Buffer.from(`robot:${characters(word, name, 24)}`).toString("base64");
    return { text: `{"auths":{"registry.example.com":{"auth":"${secret}"}}}`, parts: [secret] };
  },
  "private key on one line": (name) => {
    const lines = [0, 1, 2].map((line) => characters(`${word}+/`, `${name} ${line}`, 64));
    return { text: `-----BEGIN PRIVATE KEY-----\\n${lines.join("\\n")}\\n-----END PRIVATE KEY-----\\n`, parts: lines };
  },
  "client key of a kubeconfig": (name) => {
    const secret = Buffer.from(`-----BEGIN EC PRIVATE KEY-----\n${characters(word, name, 150)}`).toString("base64");
    return { text: `client-key-data: ${secret}`, parts: [secret] };
  },
};

export const formatNames = Object.keys(formats);

/** A secret of that form, another one for every `name`. */
export function plant(format: string, name: string): Planted {
  const { text, parts = [text] } = formats[format]!(`${format} ${name}`);
  return { format, text, parts };
}

/** A private key as it stands over lines; it fits only where lines do. */
export function plantPrivateKey(kind: string, name: string, indent: string): Planted {
  const lines = Array.from({ length: 6 }, (_, line) =>
    characters(`${word}+/`, `${kind} ${name} ${line}`, line === 5 ? 38 : 64),
  );
  const text = [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`].map((line) => indent + line).join("\n");
  return { format: kind, text: text.trimStart(), parts: lines };
}
