/** What people do with an application, and what the parts of it that serve this are mostly called, nearest first. */
type Activity = { readonly said: RegExp; readonly parts: readonly string[] };

const activities: readonly Activity[] = [
  {
    said: /\b(?:log(?:s|ged|ging)? (?:in|on)(?:to)?|login|logins|sign(?:s|ed|ing)? in|signin|authenticate|log out|logged out)\b/,
    parts: [
      "login",
      "auth",
      "authn",
      "sso",
      "oauth",
      "oauth2",
      "oidc",
      "keycloak",
      "dex",
      "identity",
      "session",
      "sessions",
      "accounts",
      "account",
      "users",
      "user",
    ],
  },
  {
    said: /\b(?:register|registration|sign up|signup|create (?:an? )?accounts?)\b/,
    parts: ["registration", "signup", "accounts", "account", "users", "user", "identity", "auth"],
  },
  {
    said: /\b(?:check ?out|place (?:an? )?orders?|order (?:anything|something|things)|buy|purchase)\b/,
    parts: ["checkout", "cart", "basket", "orders", "order"],
  },
  {
    said: /\b(?:pay|pays|paying|payments?|credit cards?|charge[ds]?)\b/,
    parts: ["payments", "payment", "pay", "billing", "checkout"],
  },
  {
    said: /\b(?:e-?mails?|mails?|newsletters?)\b/,
    parts: ["mailer", "mail", "email", "smtp", "notifications", "notification"],
  },
  {
    said: /\b(?:pictures?|photos?|thumbnails?|images? (?:do not|don't|are not|aren't) (?:load|show|appear)\w*)\b/,
    parts: ["image", "images", "media", "thumbnails", "cdn", "resizer"],
  },
  {
    said: /\b(?:search (?:for|finds?|returns?|results?|does|is|shows?)|find (?:any )?products?|search)\b/,
    parts: ["search", "elasticsearch", "opensearch", "solr", "catalog"],
  },
  { said: /\b(?:invoices?|bills?)\b/, parts: ["invoice", "invoices", "billing"] },
  { said: /\b(?:prices?|pricing)\b/, parts: ["pricing", "price", "prices"] },
  { said: /\b(?:stock|availability of (?:goods|products|articles))\b/, parts: ["stock", "inventory", "warehouse"] },
  { said: /\b(?:reports?)\b/, parts: ["report", "reports", "reporting"] },
  { said: /\b(?:deliver(?:y|ies)|parcels?|shipments?|shipping)\b/, parts: ["shipping", "delivery", "shipment"] },
  { said: /\b(?:push (?:messages|notifications)|notifications?)\b/, parts: ["notifications", "notification", "push"] },
  { said: /\b(?:bonus points|points|loyalty)\b/, parts: ["loyalty", "points", "bonus"] },
  { said: /\b(?:upload\w*)\b/, parts: ["upload", "uploads", "uploader", "media", "files", "minio"] },
  {
    said: /\b(?:databases?|db)\b/,
    parts: [
      "database",
      "db",
      "postgres",
      "postgresql",
      "mysql",
      "mariadb",
      "mongodb",
      "mongo",
      "cockroachdb",
      "cassandra",
    ],
  },
  { said: /\bcaches?\b/, parts: ["cache", "redis", "valkey", "memcached"] },
  {
    said: /\b(?:message )?(?:queues?|brokers?)\b/,
    parts: ["queue", "broker", "rabbitmq", "kafka", "nats", "activemq"],
  },
];

/** What the parts are called that serve what a text says somebody does; null where it says nothing of the kind. */
export function activityIn(text: string): readonly string[] | null {
  const lower = text.toLowerCase();
  return activities.find(({ said }) => said.test(lower))?.parts ?? null;
}
