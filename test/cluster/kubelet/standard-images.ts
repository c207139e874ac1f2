import type { Images } from "./images.ts";
import type { Program } from "./program.ts";

const shell: Program = { shell: true, ends: { exitCode: 0, afterSeconds: 0 } };

const nginx: Program = {
  shell: true,
  says: ["/docker-entrypoint.sh: Configuration complete; ready for start up"],
  needs: [
    {
      that: { any: [{ user: "root" }, { writes: "/var/cache/nginx" }] },
      otherwise: {
        exitCode: 1,
        says: ['nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)'],
      },
    },
    {
      that: { writes: "/var/cache/nginx" },
      otherwise: {
        exitCode: 1,
        says: ['nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (30: Read-only file system)'],
      },
    },
  ],
  listens: [80],
  answers: { "/": 200, "/index.html": 200 },
};

const postgres: Program = {
  shell: true,
  needs: [
    {
      that: {
        any: [{ env: "POSTGRES_PASSWORD" }, { env: "POSTGRES_PASSWORD_FILE" }, { env: "POSTGRES_HOST_AUTH_METHOD" }],
      },
      otherwise: {
        exitCode: 1,
        says: [
          "Error: Database is uninitialized and superuser password is not specified.",
          "       You must specify POSTGRES_PASSWORD to a non-empty value for the",
          '       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".',
        ],
      },
    },
  ],
  saysReady: ["LOG:  starting PostgreSQL 17.6"],
  listens: [5432],
  memory: "60Mi",
};

const mysql: Program = {
  shell: true,
  needs: [
    {
      that: {
        any: [
          { env: "MYSQL_ROOT_PASSWORD" },
          { env: "MYSQL_ALLOW_EMPTY_PASSWORD" },
          { env: "MYSQL_RANDOM_ROOT_PASSWORD" },
        ],
      },
      otherwise: {
        exitCode: 1,
        says: [
          "[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified",
          "    You need to specify one of the following as an environment variable:",
          "    - MYSQL_ROOT_PASSWORD",
          "    - MYSQL_ALLOW_EMPTY_PASSWORD",
          "    - MYSQL_RANDOM_ROOT_PASSWORD",
        ],
      },
    },
  ],
  listens: [3306],
  memory: "350Mi",
};

const redis: Program = { shell: true, saysReady: ["* Ready to accept connections tcp"], listens: [6379] };

/** Images that every manifest may use; what they print is what the real ones print. */
export const standardImages: Images = {
  busybox: shell,
  "busybox:1.36": shell,
  "busybox:1.37": shell,
  alpine: shell,
  "alpine:3.22": shell,
  "debian:13": shell,
  "curlimages/curl:8.16.0": { ...shell, user: "non-root" },
  nginx,
  "nginx:1.27": nginx,
  "nginx:1.29": nginx,
  "nginx:1.29-alpine": nginx,
  "nginxinc/nginx-unprivileged:1.29": { ...nginx, user: "non-root", needs: [], listens: [8080] },
  "redis:7": redis,
  "redis:8": redis,
  "postgres:16": postgres,
  "postgres:17": postgres,
  "mysql:8.4": mysql,
  "registry.k8s.io/pause:3.10": { user: "non-root" },
};
