import type { Row } from "./cases.ts";
import { at, log, pods } from "./printed-logs.ts";

const code = "log-errors-ordinary";

/** Errors of a start that went well in the end. */
export const ordinaryStarts: readonly Row[] = [
  {
    code,
    name: "the database was not up yet",
    question: "Stack traces with ECONNREFUSED in the log of notes-6b7c9d8f4-2xk9p (notes) since the restart, serious?",
    outputs: [
      log("notes-6b7c9d8f4-2xk9p", "notes", [
        ...at("05:00:00", 2, [
          "% [Nest] 1 LOG [NestFactory] Starting Nest application...",
          "% [Nest] 1 ERROR [TypeOrmModule] Unable to connect to the database. Retrying (1)...",
        ]),
        "Error: connect ECONNREFUSED 10.96.3.4:5432",
        "    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)",
        ...at("05:00:08", 2, [
          "% [Nest] 1 LOG [InstanceLoader] TypeOrmCoreModule dependencies initialized",
          "% [Nest] 1 LOG [NestApplication] Nest application successfully started",
          "% [Nest] 1 LOG [Http] GET /notes 200 12ms",
        ]),
      ]),
      pods("notes", "notes-6b7c9d8f4-2xk9p 1/1 Running 0 3h"),
    ],
    says: /start-up.*successfully started/,
  },
  {
    code,
    name: "the database went away after the start",
    question: "Stack traces with ECONNREFUSED in the log of notes-6b7c9d8f4-2xk9p (notes) since the restart, serious?",
    outputs: [
      log("notes-6b7c9d8f4-2xk9p", "notes", [
        ...at("05:00:00", 2, [
          "% [Nest] 1 LOG [NestApplication] Nest application successfully started",
          "% [Nest] 1 LOG [Http] GET /notes 200 12ms",
          "% [Nest] 1 ERROR [ExceptionsHandler] connect ECONNREFUSED 10.96.3.4:5432",
          "% [Nest] 1 ERROR [ExceptionsHandler] connect ECONNREFUSED 10.96.3.4:5432",
        ]),
      ]),
      pods("notes", "notes-6b7c9d8f4-2xk9p 1/1 Running 0 3h"),
    ],
  },
];
