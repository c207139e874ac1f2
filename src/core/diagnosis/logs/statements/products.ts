/** The words by which a database or broker is known, those of one product alone. */
const products: readonly (readonly [words: RegExp, name: string])[] = [
  [/command \w{1,30} requires authentication|to execute command|mongo/i, "MongoDB"],
  [/NOAUTH|NOPERM|redis|valkey/i, "Redis"],
  [/using password: NO|command denied to user|to database '|mysql|mariadb/i, "MySQL"],
  [/AuthorizationException|Not authorized to access|kafka/i, "Kafka"],
  [/ACCESS_REFUSED|in vhost|rabbit|amqp/i, "RabbitMQ"],
  [/ORA-0/, "Oracle"],
  [
    /fe_sendauth|no password supplied|permission denied for|must be owner|SQLSTATE|postgres|pq:|pgx|psycopg/i,
    "PostgreSQL",
  ],
  [/REST request|elastic|opensearch/i, "Elasticsearch"],
  [/cassandra|scylla|datastax|no authenticator/i, "Cassandra"],
  [/etcdserver/, "etcd"],
];

/** Whose words a line of a log holds, where they tell it. */
export const productIn = (line: string): string | undefined => products.find(([words]) => words.test(line))?.[1];
